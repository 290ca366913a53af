package org.livetally.archive;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ArchiveProgress.Step;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.metrics.ArchiveCounters;

/**
 * What a node archives, one stream after another, on the event loop that it was made on: neither orders nor screens wait
 * for it. Thread-safe.
 */
public final class Archives {
    private static final Logger LOG = Logger.getLogger(Archives.class.getName());

    private final Vertx vertx;
    private final Context loop;
    private final Archiver archiver;
    private final ArchiveCounters counters;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    /** Completes when the stream before is done. */
    private Future<?> before = Future.succeededFuture();

    /** Must be constructed on the event loop of the archiver. */
    public Archives(Vertx vertx, Archiver archiver, ArchiveCounters counters) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.archiver = archiver;
        this.counters = counters;
    }

    /** A stream that waits to be archived or restored, or is. */
    private static final class Running {
        final Promise<Void> done = Promise.promise();
        volatile ArchiveProgress progress = new ArchiveProgress(Step.AUDIT, 0, 0);
    }

    /** What is done with a stream. */
    @FunctionalInterface
    private interface Work {
        Future<?> with(String stream, Consumer<ArchiveProgress> progress);
    }

    /**
     * Archives a stream; whoever asks for one that is being archived waits for the same. Fails with a {@link Problem}. Completes
     * on the event loop of the caller.
     */
    public Future<Void> archive(String stream) {
        return ask(
                stream,
                (id, progress) ->
                        archiver.archive(id, progress).onSuccess(archived -> counters.archived(archived.bytes())));
    }

    /** Writes an archived stream back into Redis. Fails with a {@link Problem}. Completes on the event loop of the caller. */
    public Future<Void> restore(String stream) {
        return ask(stream, archiver::restore);
    }

    private Future<Void> ask(String stream, Work work) {
        Promise<Void> asked = ((ContextInternal) vertx.getOrCreateContext()).promise();
        loop.runOnContext(turn -> begin(stream, work).done.future().onComplete(asked));
        return asked.future();
    }

    /** How far the archiving or restoring of a stream has come; null if neither is under way. */
    public @Nullable ArchiveProgress progress(String stream) {
        Running archiving = running.get(stream);
        return archiving == null ? null : archiving.progress;
    }

    private Running begin(String stream, Work work) {
        Running known = running.get(stream);
        if (known != null) {
            return known;
        }
        Running begun = new Running();
        running.put(stream, begun);
        before = before.otherwiseEmpty()
                .compose(done -> work.with(stream, progress -> begun.progress = progress))
                .onComplete(done -> {
                    running.remove(stream);
                    if (done.succeeded()) {
                        begun.done.complete();
                    } else {
                        begun.done.fail(failed(stream, done.cause()));
                    }
                });
        return begun;
    }

    private static @Nullable Rule rule(Problem problem) {
        return problem.reason() == null ? null : problem.reason().rule();
    }

    private Throwable failed(String stream, Throwable cause) {
        if (!(cause instanceof Problem refused) || Rule.ARCHIVE_DIFFERS.equals(rule(refused))) {
            counters.failed();
        }
        LOG.log(Level.WARNING, "stream " + stream + " was not archived, or restored: " + cause.getMessage());
        return cause instanceof IOException
                ? Problem.of(503, Rule.ARCHIVE_FAILED.reason(stream, String.valueOf(cause.getMessage())))
                : cause;
    }
}
