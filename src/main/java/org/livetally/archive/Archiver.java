package org.livetally.archive;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.livetally.archive.ArchiveProgress.Step;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.redis.client.Lease;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.streams.StreamDirectory;

/**
 * Takes closed streams out of Redis, into files. The file is written, put on disk, read back and compared before one script
 * marks the stream and frees Redis. Whatever ends it on the way, it can be run again: until that script Redis has all, and
 * after it the file has. On the event loop of the link.
 */
public final class Archiver {
    private static final long LEASE_MS = 6_000;

    private final RedisLink redis;
    private final StreamDirectory streams;
    private final ArchiveDirectory directory;
    private final ArchiveRun.Means means;

    /** @param product the version of the program */
    public Archiver(RedisLink redis, ArchiveDirectory directory, String product, InstantSource clock) {
        this.redis = redis;
        this.streams = new StreamDirectory(redis);
        this.directory = directory;
        this.means = new ArchiveRun.Means(redis, directory, product, clock);
    }

    /**
     * Archives a stream; one that is archived stays as it is. Fails with a {@link Problem} if it cannot be archived, or an
     * {@link IOException} if the file cannot be written.
     *
     * @param progress is told often
     */
    public Future<Archived> archive(String stream, Consumer<ArchiveProgress> progress) {
        StreamKeys keys = StreamDirectory.keys(stream);
        Lease lease = lease(redis, keys);
        return lease.during(() -> new ArchiveRun(means, keys, lease.run(), progress).begin());
    }

    /** Lets one run at a time archive, restore or rewrite a stream; to be called on an event loop. */
    static Lease lease(RedisLink redis, StreamKeys keys) {
        return new Lease(
                vertx(),
                redis,
                new Lease.Kind(keys.archiving(), LEASE_MS, "it is being archived or restored by somebody else"));
    }

    /**
     * Writes an archived stream back into Redis, if its file is as it was written; the file stays. Fails with a {@link Problem}
     * if it is not archived, or an {@link IOException} if the file is damaged.
     *
     * @param progress is told often
     */
    public Future<Void> restore(String stream, Consumer<ArchiveProgress> progress) {
        StreamKeys keys = StreamDirectory.keys(stream);
        Lease lease = lease(redis, keys);
        return lease.during(() -> streams.standing(keys).compose(standing -> {
            Archived archived = standing.archived();
            if (archived == null) {
                throw Problem.of(409, Rule.STREAM_NOT_ARCHIVED.reason(stream));
            }
            Worker worker = new Worker();
            return worker.during(
                    directory::lock,
                    () -> check(worker, archived, progress)
                            .compose(checked -> StreamRestore.run(
                                    vertx(),
                                    redis,
                                    directory.file(archived),
                                    new KeyWriter.Run(keys.archiving(), lease.run()),
                                    messages -> progress.accept(
                                            new ArchiveProgress(Step.RESTORE, messages, archived.messages()))))
                            .<Void>mapEmpty());
        }));
    }

    private static Vertx vertx() {
        return Objects.requireNonNull(Vertx.currentContext(), "not on an event loop")
                .owner();
    }

    private Future<Void> check(Worker worker, Archived archived, Consumer<ArchiveProgress> progress) {
        return worker.run(() -> {
            List<Damage> damages = StreamFileCheck.run(
                    directory.file(archived),
                    archived.sha256(),
                    messages -> progress.accept(new ArchiveProgress(Step.CHECK, messages, archived.messages())));
            if (!damages.isEmpty()) {
                throw new IOException(archived.file() + " is damaged: " + damages.get(0));
            }
        });
    }
}
