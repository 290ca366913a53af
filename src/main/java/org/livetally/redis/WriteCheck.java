package org.livetally.redis;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.Metrics;

/**
 * Whether Redis takes what one link writes: known from the writes themselves, and from a probe, which finds out on a link that
 * rests, and ends a refusal as soon as its reason is gone.
 *
 * <p>A probe does not meet every refusal that a write meets: a right may be missing for one command, a cluster may move one slot.
 * Such a refusal, of which the probe knows nothing, stands until the same script succeeds, at most {@value #HOLD_MS} ms.
 */
final class WriteCheck {
    static final long EVERY_MS = 1_000;
    private static final long HOLD_MS = 10_000;
    private static final Logger LOG = Logger.getLogger(WriteCheck.class.getName());

    private final Supplier<Future<?>> probe;
    private final Metrics metrics;
    private @Nullable Future<?> underWay;
    private @Nullable Refusal refusal;
    /** Which script met a refusal that no probe has met yet; empty if a probe has. */
    private String metOnlyBy = "";

    private long metAt;
    private boolean connected;

    WriteCheck(Supplier<Future<?>> probe, Metrics metrics) {
        this.probe = probe;
        this.metrics = metrics;
    }

    /** Why writes are refused now; null if they are not. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /** There is a connection; its greeting was refused, or was not. */
    void connected(@Nullable Refusal greeting) {
        set(true, greeting);
        metOnlyBy = "";
    }

    void disconnected() {
        set(false, null);
    }

    /** Asks now; completes when there is an answer, whatever it is. */
    Future<?> ask() {
        Future<?> asked = underWay;
        if (asked == null) {
            asked = probe.get();
            underWay = asked;
            asked.onComplete(answer -> {
                underWay = null;
                answered(answer.succeeded() ? null : Refusal.ofSoundWrite(answer.cause()), answer.succeeded());
            });
        }
        return asked;
    }

    /** A command was refused. */
    void met(Refusal met, String by) {
        if (!met.code().equals(refusal == null ? "" : refusal.code()) || !metOnlyBy.isEmpty()) {
            metOnlyBy = by;
            metAt = System.nanoTime();
        }
        set(connected, met);
        ask();
    }

    /** A script has done its work. */
    void succeeded(String script) {
        if (refusal != null) {
            metOnlyBy = metOnlyBy.equals(script) ? "" : metOnlyBy;
            ask();
        }
    }

    private void answered(@Nullable Refusal met, boolean succeeded) {
        if (met != null) {
            metOnlyBy = "";
            set(connected, met);
        } else if (succeeded && (metOnlyBy.isEmpty() || heldMs() > HOLD_MS)) {
            metOnlyBy = "";
            set(connected, null);
        }
    }

    private long heldMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - metAt);
    }

    private void set(boolean connectedNow, @Nullable Refusal now) {
        boolean before = connected && refusal == null;
        boolean after = connectedNow && now == null;
        metrics.writableLinks.addAndGet((after ? 1 : 0) - (before ? 1 : 0));
        say(now);
        connected = connectedNow;
        refusal = now;
    }

    private void say(@Nullable Refusal now) {
        if (now != null && (refusal == null || !now.code().equals(refusal.code()))) {
            LOG.log(
                    Level.WARNING,
                    "Redis refuses writes, orders are answered unavailable until it takes them: {0}",
                    now);
        } else if (now == null && refusal != null && connected) {
            LOG.info("Redis takes writes again");
        }
    }
}
