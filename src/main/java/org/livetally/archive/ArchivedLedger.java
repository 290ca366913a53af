package org.livetally.archive;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.DescribedBy;
import org.livetally.http.Problem;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.Checkpoint;
import org.livetally.ledger.count.LedgerSource;

/**
 * The ledger of a stream, from its file. Opens the file when it is first read, and again after {@link #close}; holds few of its
 * chunks in memory. It is read on worker threads; thread-safe. Futures fail with a {@link Problem} if it cannot be
 * read.
 */
public final class ArchivedLedger implements LedgerSource {
    private final String stream;
    private final Path path;
    /** That the file must have; null once it has it, and if it is not asked for. */
    private @Nullable String sha256;

    private @Nullable StreamFile file;
    private final ArchivedChunks chunks;

    /** The ledger in a file that somebody else has checked, or checks. */
    public ArchivedLedger(String stream, Path path) {
        this(stream, path, null, new ChunkCache(ChunkCache.MAX_BYTES));
    }

    /** @param sha256 of the file, which is compared before it is read first */
    ArchivedLedger(String stream, Path path, @Nullable String sha256, ChunkCache cache) {
        this.chunks = new ArchivedChunks(cache);
        this.stream = stream;
        this.path = path;
        this.sha256 = sha256;
    }

    /** Reads from the file. */
    @FunctionalInterface
    public interface Read<T> {
        T from(StreamFile file) throws IOException;
    }

    /** Reads from the file on a worker thread, while nobody else does. */
    public <T> Future<T> read(Read<T> read) {
        Context loop = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        return loop.executeBlocking(() -> now(read), false);
    }

    private synchronized <T> T now(Read<T> read) {
        try {
            if (file == null) {
                if (sha256 != null && !PrivateFiles.sha256(path).equals(sha256)) {
                    throw new IOException(path + " was changed since it was written: run livetally audit");
                }
                sha256 = null;
                file = StreamFile.open(path);
            }
            return read.from(file);
        } catch (IOException e) {
            throw Problem.of(503, Rule.ARCHIVE_FAILED.reason(stream, why(e)));
        }
    }

    /** Without the directory, which is nothing for the public. */
    private String why(IOException e) {
        String name = String.valueOf(path.getFileName());
        return e instanceof NoSuchFileException
                ? "there is no file " + name
                : String.valueOf(e.getMessage()).replace(path.toString(), name);
    }

    /** Closes the file until it is read again. */
    public synchronized void close() throws IOException {
        chunks.forget();
        if (file != null) {
            file.close();
            file = null;
        }
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public Future<@Nullable Head> head() {
        return read(open -> {
            Map<String, String> totals = open.hash(StreamState.TOTALS);
            return new Head(
                    open.hash(StreamState.SETTINGS),
                    open.manifest().facts().seal().seq(),
                    totals.getOrDefault("tallies", ""));
        });
    }

    @Override
    public Future<Long> messages() {
        return read(open -> open.manifest().facts().messages());
    }

    @Override
    public Future<Page> page(Seq after, Seq upTo, int bytes) {
        return read(open -> chunks.page(open, after, upTo, bytes));
    }

    /** The id of the first entry at a place or after it; {@link Seq#END} if there is none. */
    Future<Seq> holder(Seq place) {
        return page(place.minus(1), Seq.END, 1)
                .map(page -> page.entries().isEmpty()
                        ? Seq.END
                        : page.entries().get(0).id());
    }

    /** The entries up to a place, newest first: some of them. */
    Future<List<Entry>> back(Seq upTo, int bytes) {
        return read(open -> chunks.back(open, upTo, bytes));
    }

    @Override
    public Future<List<Recorded>> about(Set<String> ids) {
        return read(open -> chunks.about(open, ids));
    }

    @Override
    public Future<Basis> basis(ZoneId zone, boolean all) {
        return read(open -> {
            Basis basis = new Basis(zone, all);
            open.lines(StreamExport.BASIS, line -> BasisLine.read(stream, line).addTo(basis));
            return basis;
        });
    }

    @Override
    public Future<List<Seq>> checkpoints() {
        return read(open ->
                open.manifest().chunks().stream().map(Manifest.Chunk::last).toList());
    }

    @Override
    public Future<Checkpoint> checkpoint(Seq place) {
        return read(open -> {
            int number = open.manifest().chunks().stream()
                    .map(Manifest.Chunk::last)
                    .toList()
                    .indexOf(place);
            if (number < 0) {
                throw new IOException("no checkpoint at " + place);
            }
            return new Checkpoint(
                    place, open.bytes(StreamFile.checkpoint(number)), open.bytes(StreamFile.fresh(number)));
        });
    }

    @Override
    public Future<Map<Long, Long>> likes() {
        return read(open -> {
            Map<Long, Long> likes = new TreeMap<>();
            open.hash(StreamExport.LIKES)
                    .forEach((minute, count) -> likes.put(Long.valueOf(minute), Long.valueOf(count)));
            return likes;
        });
    }

    @Override
    public Future<Map<String, String>> labels(DescribedBy by, Collection<String> names) {
        return read(open -> {
            String part = switch (by) {
                case CATALOGUE -> StreamExport.CATALOGUE;
                case GROUP_TREE -> StreamExport.GROUPS;
                case EXPLAINED, NOTHING -> "";
            };
            Map<String, String> found = new HashMap<>();
            if (!part.isEmpty()) {
                Map<String, String> all = open.hash(part);
                names.stream().filter(all::containsKey).forEach(name -> found.put(name, all.get(name)));
            }
            return found;
        });
    }
}
