package org.livetally.archive;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.tally.Tallies;
import org.livetally.domain.tally.Total;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.Cut;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.ledger.replay.Audit.Report;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;

/**
 * Audits an archived stream: reads its whole file, follows the chain over its ledger, counts the ledger from its first
 * entry, and compares the sums with those that Redis has kept. Names the places that differ.
 */
public final class ArchiveAudit {
    private final Worker worker = new Worker();
    private final StreamKeys keys;
    private final Archived archived;
    private final ArchiveDirectory directory;
    private final List<Difference> differences = new ArrayList<>();

    private ArchiveAudit(StreamKeys keys, Archived archived, ArchiveDirectory directory) {
        this.keys = keys;
        this.archived = archived;
        this.directory = directory;
    }

    /**
     * Audits one stream. To be called on the event loop of the link.
     *
     * @param archived as Redis says
     */
    public static Future<Report> run(
            RedisLink redis, StreamKeys keys, Archived archived, ArchiveDirectory directory, Asked asked) {
        ArchiveAudit audit = new ArchiveAudit(keys, archived, directory);
        return StreamState.read(redis, keys)
                .compose(state -> audit.checkFile(asked.progress)
                        .compose(isThere -> isThere
                                ? audit.count(Objects.requireNonNull(state), asked.given)
                                : Future.succeededFuture(audit.uncounted())));
    }

    /**
     * What is asked for.
     *
     * @param given a seal that the ledger must begin with; null for none but the one that Redis holds
     * @param progress is told the progress often, as text for people
     */
    public record Asked(@Nullable Seal given, Consumer<String> progress) {}

    /** Completes with whether the file is there. */
    private Future<Boolean> checkFile(Consumer<String> progress) {
        return worker.get(() -> {
            try {
                StreamFileCheck.run(
                                directory.file(archived),
                                archived.sha256(),
                                messages -> progress.accept(String.format(
                                        "%s: %,d messages of %s read", keys.stream(), messages, archived.file())))
                        .forEach(damage -> add(damage.toString()));
                return true;
            } catch (NoSuchFileException e) {
                add("there is no such file");
                return false;
            }
        });
    }

    private void add(String damage) {
        differences.add(Difference.ofArchive(archived.file(), damage));
    }

    private Report uncounted() {
        return new Report(keys.stream(), 0, 0, 0, differences, 0, null);
    }

    private Future<Report> count(StreamState state, @Nullable Seal given) {
        ArchivedLedger ledger = new ArchivedLedger(keys.stream(), directory.file(archived));
        List<Seal> earlier = Stream.of(given, Seal.parse(archived.seal()))
                .filter(Objects::nonNull)
                .sorted((one, other) -> one.seq().compareTo(other.seq()))
                .toList();
        CutReader cuts = CutReader.of(ledger);
        return cuts.beginning()
                .map(Objects::requireNonNull)
                .compose(cut -> countOn(cuts, cut, earlier)
                        .compose(done -> cuts.on(cut, state.last()))
                        .map(whole -> report(state, whole)))
                .otherwise(unreadable -> {
                    add(String.valueOf(unreadable.getMessage()));
                    return uncounted();
                })
                .eventually(() -> worker.run(ledger::close));
    }

    private Future<Void> countOn(CutReader cuts, Cut cut, List<Seal> earlier) {
        Future<Void> done = Future.succeededFuture();
        for (Seal seal : earlier) {
            done = done.compose(before -> cuts.on(cut, seal.seq())).map(reached -> {
                boolean begins = reached.seq().equals(seal.seq())
                        && reached.chain().hex().equals(seal.sha256());
                if (!begins) {
                    differences.add(Difference.ofSeal(reached.chain().hex() + "@" + reached.seq(), seal.text()));
                }
                return null;
            });
        }
        return done;
    }

    /** The totals of Redis that are not what a ledger comes to. */
    static List<Difference> compare(Cut cut, StreamState state) {
        List<Difference> found = new ArrayList<>();
        for (Total total : Total.SUMS) {
            long counted = cut.sum(Tallies.TOTALS, total.key());
            long held = state.total(total.key());
            if (counted != held) {
                found.add(new Difference(total.key(), Long.toString(counted), Long.toString(held)));
            }
        }
        return found;
    }

    /** Fails with an {@link IOException} if what a file's ledger comes to is not what Redis held. */
    static Future<Void> recount(String stream, Path file, StreamState state) {
        Worker worker = new Worker();
        ArchivedLedger ledger = new ArchivedLedger(stream, file);
        return CutReader.of(ledger)
                .counted(state.last())
                .compose(cut -> {
                    List<Difference> found = compare(Objects.requireNonNull(cut), state);
                    return found.isEmpty()
                            ? Future.<Void>succeededFuture()
                            : Future.<Void>failedFuture(new IOException(file + " is not what Redis holds: "
                                    + found.get(0).sentence()));
                })
                .eventually(() -> worker.run(ledger::close));
    }

    private Report report(StreamState state, Cut cut) {
        differences.addAll(compare(cut, state));
        Seal seal = new Seal(cut.seq(), cut.chain().hex());
        return new Report(
                keys.stream(),
                cut.messages(),
                cut.sum(Tallies.TOTALS, Total.GMV.key()),
                Total.SUMS.size(),
                differences,
                0,
                cut.messages() == 0 ? null : seal);
    }
}
