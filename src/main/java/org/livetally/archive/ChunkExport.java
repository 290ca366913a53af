package org.livetally.archive;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Fingerprint;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.Checkpoint;
import org.livetally.ledger.count.Cut;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.Steps;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** Writes a ledger into the file of its stream: chunk by chunk, each with what it takes to be counted alone. */
final class ChunkExport {
    private static final int PAGE_BYTES = 256 << 10;

    private final Worker worker = new Worker();
    private final Function<List<String>, Future<List<String>>> fingerprints;
    private final PageSource ledger;
    private final CutReader cuts;
    private final Seq last;
    private final ExportTarget target;
    private final StreamFileWriter to;
    private @Nullable Cut cut;
    /** The last entry that was written, and that of the chunk before. */
    private Seq written = Seq.START;

    private Seq beforeChunk = Seq.START;
    private boolean inChunk;
    private List<Entry> read = List.of();

    private ChunkExport(
            Function<List<String>, Future<List<String>>> fingerprints,
            LedgerSource ledger,
            Seq last,
            ExportTarget target) {
        this.fingerprints = fingerprints;
        this.ledger = new PageSource(ledger);
        this.cuts = CutReader.of(this.ledger);
        this.last = last;
        this.target = target;
        this.to = target.file();
    }

    /** Writes the ledger of a stream in Redis up to a place. */
    static Future<Void> write(RedisLink redis, LedgerSource ledger, Seq last, ExportTarget target) {
        return write(ids -> fingerprints(redis, ledger.stream(), ids), ledger, last, target);
    }

    /**
     * Writes a ledger up to a place.
     *
     * @param fingerprints gives those of messages that were read, by their ids
     */
    static Future<Void> write(
            Function<List<String>, Future<List<String>>> fingerprints,
            LedgerSource ledger,
            Seq last,
            ExportTarget target) {
        ChunkExport export = new ChunkExport(fingerprints, ledger, last, target);
        return export.cuts.beginning().compose(begun -> {
            export.cut = begun;
            return Steps.whileTrue(export::step);
        });
    }

    private Future<Boolean> step() {
        target.progress().accept(to.messages());
        return read.isEmpty() ? readOn() : writeSome();
    }

    private Future<Boolean> readOn() {
        if (!last.isAfter(written)) {
            return inChunk ? endChunk().map(false) : Future.succeededFuture(false);
        }
        return ledger.readOn(written, last, PAGE_BYTES).map(page -> {
            if (page.isEmpty()) {
                throw new IllegalStateException("the ledger ends after " + written + ", and not at " + last);
            }
            read = page;
            return true;
        });
    }

    /** Writes as many of the entries that were read as the chunk has room for. */
    private Future<Boolean> writeSome() {
        List<List<Recorded>> taken = new ArrayList<>();
        long messages = inChunk ? to.messagesOfChunk() : 0;
        long bytes = inChunk ? to.bytesOfPart() : 0;
        while (taken.size() < read.size()) {
            Entry entry = read.get(taken.size());
            List<Recorded> recorded = entry.recorded(ledger.stream());
            boolean isFull = messages + recorded.size() > target.chunkMessages() || bytes >= target.chunkBytes();
            if (messages > 0 && isFull) {
                break;
            }
            messages += recorded.size();
            bytes += entry.messages().length;
            taken.add(recorded);
        }
        if (taken.isEmpty()) {
            return endChunk().map(true);
        }
        List<Entry> entries = List.copyOf(read.subList(0, taken.size()));
        read = List.copyOf(read.subList(taken.size(), read.size()));
        written = entries.get(entries.size() - 1).id();
        ledger.hold(entries);
        return fingerprints
                .apply(ids(taken))
                .compose(found -> worker.run(() -> write(entries, taken, found)))
                .compose(done -> cuts.on(Objects.requireNonNull(cut), written))
                .map(true);
    }

    private static List<String> ids(List<List<Recorded>> entries) {
        return entries.stream()
                .flatMap(List::stream)
                .map(recorded -> recorded.message().id())
                .toList();
    }

    private static Future<List<String>> fingerprints(RedisLink redis, String stream, List<String> of) {
        Request ids = Request.cmd(Command.HMGET).arg(new StreamKeys(stream).ids());
        of.forEach(ids::arg);
        return redis.send(ids)
                .map(states -> states.stream()
                        .map(state -> state == null ? "" : fingerprint(state))
                        .toList());
    }

    private static String fingerprint(Response state) {
        return Fingerprint.hex(IdState.parse(state.toString()).fingerprint());
    }

    private void write(List<Entry> entries, List<List<Recorded>> messages, List<String> fingerprints)
            throws IOException {
        if (!inChunk) {
            to.beginChunk();
            inChunk = true;
        }
        int next = 0;
        for (int i = 0; i < entries.size(); i++) {
            int end = next + messages.get(i).size();
            to.entry(new LedgerLine(entries.get(i), fingerprints.subList(next, end)));
            next = end;
        }
    }

    private Future<Void> endChunk() {
        List<byte[]> about =
                ledger.takeAsked(beforeChunk).stream().map(AboutLine::of).toList();
        Checkpoint checkpoint = Objects.requireNonNull(cut).checkpoint();
        beforeChunk = written;
        inChunk = false;
        return worker.run(() -> {
            int chunk = to.endChunk();
            to.add(StreamFile.about(chunk), about);
            to.add(StreamFile.checkpoint(chunk), checkpoint.state());
            to.add(StreamFile.fresh(chunk), checkpoint.fresh());
        });
    }
}
