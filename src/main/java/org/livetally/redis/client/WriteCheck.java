package org.livetally.redis.client;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.RedisOutages;
import org.livetally.metrics.RedisOutages.Outage;

/**
 * Whether Redis accepts what one link writes. It is known from the writes themselves and from a probe, which is sent
 * when somebody asks and ends a refusal as soon as its cause is gone. {@link WriteProbe} writes where nobody else does.
 *
 * <p>A probe does not meet every refusal that a write meets: a right may be missing for one command, or a cluster may
 * have moved one slot. Such a refusal stands until the same script succeeds, for {@value #HOLD_MS} ms at most.
 */
final class WriteCheck {
    private static final LuaScript PROBE = LuaScript.load("probe");
    static final long INTERVAL_MS = 1_000;
    private static final long HOLD_MS = 10_000;
    private static final Logger LOG = Logger.getLogger(WriteCheck.class.getName());

    private final Supplier<Future<?>> probe;
    private final String place;
    private final RedisOutages.OfLink outages;
    private final LongSupplier nanoTime;
    private @Nullable Future<?> underWay;
    private @Nullable Refusal refusal;
    /** The script that met a refusal which no probe has met yet; empty if a probe has. */
    private String metOnlyBy = "";

    private long metAt;

    /** @param place of the server, for messages; empty if it is the only one */
    WriteCheck(Supplier<Future<?>> probe, String place, RedisOutages.OfLink outages, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.probe = probe;
        this.place = place;
        this.outages = outages;
    }

    /** Passes every check that Redis makes before a write, and changes nothing. */
    static ScriptCall probe(String key) {
        return new ScriptCall(PROBE).key(key);
    }

    /** The reason why writes are refused now; null if they are accepted. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /** Notes a new connection, and the refusal of its greeting, if there was one. */
    void connected(@Nullable Refusal greeting) {
        metOnlyBy = "";
        refusal = greeting;
        say();
    }

    void disconnected() {
        refusal = null;
    }

    /** Sends a probe; completes with its answer, whatever that is. */
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

    /** Notes that a command was refused. */
    void met(Refusal met, String by) {
        if (!met.code().equals(refusal == null ? "" : refusal.code()) || !metOnlyBy.isEmpty()) {
            metOnlyBy = by;
            metAt = nanoTime.getAsLong();
        }
        set(met);
        ask();
    }

    /** Notes that a script has run. */
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
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - metAt);
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
            if (outages.remove()) {
                LOG.log(Level.INFO, "Redis serves again{0}", there());
            }
        } else if (outages.put(new Outage(now + there(), now.brief(), now.code()))) {
            LOG.log(
                    Level.WARNING,
                    "Redis refuses writes, orders are answered unavailable until it takes them: {0}{1}",
                    new Object[] {now, there()});
        }
    }

    private String there() {
        return place.isEmpty() ? "" : " (" + place + ")";
    }
}
