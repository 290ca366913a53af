package org.livetally.archive;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.livetally.archive.ArchiveProgress.Step;
import org.livetally.archive.StreamExport.Written;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.ledger.replay.Audit;
import org.livetally.ledger.seal.StoredSeal;
import org.livetally.ledger.seal.WriteSeal;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.streams.StreamDirectory;

/** The archiving of one stream, step by step; see {@link Archiver}. */
final class ArchiveRun {
    /** Names so many differences, at most. */
    private static final int MAX_NAMED = 5;

    private final RedisLink redis;
    private final ArchiveDirectory directory;
    private final String product;
    private final InstantSource clock;
    private final StreamDirectory streams;
    private final Worker worker = new Worker();
    private final StreamKeys keys;
    private final String stream;
    private final String run;
    /** The name of its file. */
    private final String name;

    private final Consumer<ArchiveProgress> progress;

    /** @param run the lease under which it runs */
    ArchiveRun(Means means, StreamKeys keys, String run, Consumer<ArchiveProgress> progress) {
        this.redis = means.redis;
        this.directory = means.directory;
        this.product = means.product;
        this.clock = means.clock;
        this.streams = new StreamDirectory(redis);
        this.keys = keys;
        this.stream = keys.stream();
        this.run = run;
        this.name = ArchiveDirectory.name(stream, run);
        this.progress = progress;
    }

    Future<Archived> begin() {
        return streams.standing(keys).compose(standing -> {
            if (standing.archived() != null) {
                return tidy(standing.archived());
            }
            if (!standing.isClosed()) {
                throw Problem.of(409, Rule.STREAM_NOT_CLOSED.reason(stream, standing.status()));
            }
            return worker.during(
                    directory::lock,
                    () -> audit().compose(audited -> seal(audited).compose(done -> export(audited.messages()))));
        });
    }

    private void tell(Step step, long messages, long of) {
        progress.accept(new ArchiveProgress(step, messages, of));
    }

    /** What Redis holds must be what its ledger says: only the ledger can be counted again. */
    private Future<Audit.Report> audit() {
        tell(Step.AUDIT, 0, 0);
        return Audit.run(redis, stream).map(report -> {
            if (report.found() > 0) {
                String named = report.differences().stream()
                        .limit(MAX_NAMED)
                        .map(Audit.Difference::tally)
                        .collect(Collectors.joining(", "));
                throw Problem.of(409, Rule.ARCHIVE_DIFFERS.reason(stream, report.found(), named));
            }
            return report;
        });
    }

    /** The newest seal goes up to the last entry, and says so on the board for as long as there is one. */
    private Future<?> seal(Audit.Report audited) {
        return audited.seal() == null
                ? Future.succeededFuture()
                : WriteSeal.unlessLater(
                        redis,
                        keys,
                        new StoredSeal(audited.seal(), clock.millis(), audited.messages(), 0, List.of(), true));
    }

    private Future<Archived> export(long messages) {
        return worker.get(() -> StreamFileWriter.begin(directory.file(name)))
                .compose(to -> write(to, messages)
                        .compose(written -> check(to, written))
                        .compose(checked -> ArchiveAudit.recount(stream, to.part(), checked.state)
                                .map(checked))
                        .compose(archived -> publish(to, archived))
                        .eventually(() -> worker.run(to::close)))
                .compose(this::free);
    }

    private Future<Written> write(StreamFileWriter to, long messages) {
        ExportTarget target = new ExportTarget(to, written -> tell(Step.WRITE, written, messages));
        return StreamExport.write(redis, keys, target, product).map(written -> {
            if (written == null) {
                throw StreamDirectory.unknown(stream);
            }
            return written;
        });
    }

    private Future<Checked> check(StreamFileWriter to, Written written) {
        Manifest.Facts facts = written.manifest().facts();
        return worker.get(() -> {
            List<Damage> damages =
                    StreamFileCheck.run(to.part(), null, read -> tell(Step.CHECK, read, facts.messages()));
            if (!damages.isEmpty()) {
                throw new IOException(to.part() + " was not written as it should be: " + damages.get(0));
            }
            Archived archived = new Archived(
                    name,
                    PrivateFiles.sha256(to.part()),
                    Files.size(to.part()),
                    facts.messages(),
                    facts.seal().text(),
                    clock.millis());
            return new Checked(archived, written.state());
        });
    }

    private Future<Checked> publish(StreamFileWriter to, Checked checked) {
        tell(Step.NAME, checked.archived.messages(), checked.archived.messages());
        return worker.get(() -> {
            to.publish();
            directory.writeHash(name, checked.archived.sha256());
            return checked;
        });
    }

    private Future<Archived> free(Checked checked) {
        tell(Step.FREE, checked.archived.messages(), checked.archived.messages());
        return ArchiveStream.run(redis, keys, run, checked.state, checked.archived)
                .compose(answer -> answer.equals("archived") ? tidy(checked.archived) : refused(answer))
                .onSuccess(archived -> tell(Step.DONE, archived.messages(), archived.messages()));
    }

    private Future<Archived> refused(String answer) {
        return switch (answer) {
            case "before" -> begin(); // also by this run, if it had to send the script twice
            case "unknown" -> withdraw().compose(done -> Future.failedFuture(StreamDirectory.unknown(stream)));
            case "changed", "open" ->
                withdraw().compose(done -> Future.failedFuture(Problem.of(409, Rule.ARCHIVE_CHANGED.reason(stream))));
            default -> Future.failedFuture(new IllegalStateException("archive_stream.lua answered " + answer));
        };
    }

    /** Removes the file of this run, in which the stream is not. */
    private Future<Void> withdraw() {
        return worker.run(() -> directory.remove(name));
    }

    /** Removes what is left of other runs. The list is made first: what another run writes from then on is not in it. */
    private Future<Archived> tidy(Archived archived) {
        return worker.get(() -> directory.of(stream))
                .compose(files -> streams.archived(keys)
                        .compose(still -> worker.get(() -> {
                            if (archived.equals(still)
                                    && Files.exists(directory.file(archived))) { // else it is in another directory
                                ArchiveDirectory.removeOthers(files, archived);
                            }
                            return archived;
                        })));
    }

    /**
     * What archiving needs.
     *
     * @param product the version of the program
     */
    record Means(RedisLink redis, ArchiveDirectory directory, String product, InstantSource clock) {}

    /**
     * A file that was read back.
     *
     * @param state what Redis had when it was written
     */
    private record Checked(Archived archived, StreamState state) {}
}
