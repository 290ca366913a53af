package org.livetally.redis;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.RedisTroubles;
import org.livetally.metrics.RedisTroubles.Trouble;

/**
 * Whether Redis takes what one link writes: known from the writes themselves, and from a probe, which is asked for where somebody
 * wants to know, and ends a refusal as soon as its reason is gone. {@link WriteProbe} writes where nobody else does.
 *
 * <p>A probe does not meet every refusal that a write meets: a right may be missing for one command, a cluster may move one slot.
 * Such a refusal, of which the probe knows nothing, stands until the same script succeeds, at most {@value #HOLD_MS} ms.
 */
final class WriteCheck {
    /** Passes every check that Redis makes before a write, and changes nothing. */
    static final ScriptCall PROBE = new ScriptCall(LuaScript.load("probe")).key(StreamKeys.PROBE);

    static final long EVERY_MS = 1_000;
    private static final long HOLD_MS = 10_000;
    private static final Logger LOG = Logger.getLogger(WriteCheck.class.getName());

    private final Supplier<Future<?>> probe;
    private final RedisTroubles.OfLink troubles;
    private @Nullable Future<?> underWay;
    private @Nullable Refusal refusal;
    /** Which script met a refusal that no probe has met yet; empty if a probe has. */
    private String metOnlyBy = "";

    private long metAt;

    WriteCheck(Supplier<Future<?>> probe, RedisTroubles.OfLink troubles) {
        this.probe = probe;
        this.troubles = troubles;
    }

    /** Why writes are refused now; null if they are not. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /** There is a connection; its greeting was refused, or was not. */
    void connected(@Nullable Refusal greeting) {
        metOnlyBy = "";
        refusal = greeting;
        say();
    }

    void disconnected() {
        refusal = null;
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
        set(met);
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
            set(met);
        } else if (succeeded && (metOnlyBy.isEmpty() || heldMs() > HOLD_MS)) {
            metOnlyBy = "";
            set(null);
        }
    }

    private long heldMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - metAt);
    }

    private void set(@Nullable Refusal now) {
        boolean isNew = !(now == null ? "" : now.code()).equals(refusal == null ? "" : refusal.code());
        refusal = now;
        if (isNew) {
            say();
        }
    }

    private void say() {
        Refusal now = refusal;
        if (now == null) {
            if (troubles.remove()) {
                LOG.info("Redis serves again");
            }
        } else if (troubles.put(new Trouble(now.toString(), now.brief(), now.code()))) {
            LOG.log(
                    Level.WARNING,
                    "Redis refuses writes, orders are answered unavailable until it takes them: {0}",
                    now);
        }
    }
}
