package org.livetally.ledger.loss;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.livetally.redis.client.RedisLink;

/**
 * Whether Redis has what it must, as this link sees it now. A server that took over since the last turn of
 * {@link LedgerWatch} is not taken for its predecessor. One per link, on its event loop. However many ask, it looks ten
 * times a second at most. A slow look, as at a slot that is moving, is no verdict: then what is known counts.
 */
public final class LedgerCheck {
    private static final long SHARED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PATIENCE_MS = 500;

    private final RedisLink redis;
    private final AckMemory memory;
    private @Nullable Future<Void> running;
    /** The end of that check, or of the patience with it. */
    private Future<Void> waited = Future.succeededFuture();
    /** {@link System#nanoTime()} at which the last check began. */
    private long startedAt;

    public LedgerCheck(RedisLink redis, AckMemory memory) {
        this.redis = redis;
        this.memory = memory;
        redis.onConnected(() -> running = null); // another connection may have seen another server
    }

    /** Fails with {@link Losses#problem}. */
    public Future<Void> check() {
        return shared().otherwiseEmpty() // a Redis that does not answer is reported elsewhere
                .compose(checked -> memory.losses.problem().isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(memory.losses.problem()));
    }

    private Future<Void> shared() {
        if (running == null || running.isComplete() && memory.nanoTime() - startedAt > SHARED_NANOS) {
            List<String> busy = memory.busy();
            startedAt = memory.nanoTime();
            running = LedgerWatch.check(redis, memory, busy.subList(0, Math.min(LedgerWatch.CHUNK, busy.size())));
            waited = running.timeout(PATIENCE_MS, TimeUnit.MILLISECONDS);
        }
        return waited;
    }
}
