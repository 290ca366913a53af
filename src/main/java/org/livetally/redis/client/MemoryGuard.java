package org.livetally.redis.client;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;

/**
 * Watches how much Redis uses of the memory that it may use (its {@code maxmemory}). When that is full, Redis refuses every
 * order. So what only grows, such as new streams and catalogues, is refused before, and orders shortly before: a sale that runs
 * goes on for as long as it can, and clearing up still has room. Once it is full, Redis says so itself.
 *
 * <p>Without a {@code maxmemory}, or a right to INFO, nothing is refused. Thread-safe, except {@link #watch}.
 */
public final class MemoryGuard {
    private static final Logger LOG = Logger.getLogger(MemoryGuard.class.getName());
    private static final long INTERVAL_MS = 1_000;
    private static final long MIB = 1 << 20;
    private static final long FULL = 100;

    /** Percent of the memory from which on nothing is taken that only grows. */
    static final long NO_GROWTH = 90;
    /** Percent of the memory from which on no orders are taken. */
    static final long NO_ORDERS = 97;

    private volatile long percent;
    private volatile long most;

    /** Asks once a second. To be called on the event loop of the link. */
    public void watch(Vertx vertx, RedisLink link) {
        vertx.setPeriodic(INTERVAL_MS, id -> {
            if (link.isConnected()) {
                link.send(Request.cmd(Command.INFO).arg("memory"))
                        .map(text -> new InfoReply(text.toString()))
                        .onSuccess(info -> found(number(info, "used_memory"), number(info, "maxmemory")))
                        .onFailure(unknown -> found(0, 0)); // says so itself where it matters: see StatsPoller
            }
        });
    }

    private static long number(InfoReply info, String field) {
        return info.field(field).map(Long::parseLong).orElse(0L);
    }

    void found(long used, long limit) {
        long now = limit == 0 ? 0 : used / Math.max(1, limit / FULL);
        boolean before = percent >= NO_GROWTH;
        most = limit;
        percent = now;
        if (now >= NO_GROWTH != before) {
            LOG.log(
                    before ? Level.INFO : Level.WARNING,
                    before
                            ? "Redis has memory again: new streams and catalogues are taken"
                            : reason().sentence() + ": no new stream or catalogue is taken, and from " + NO_ORDERS
                                    + " % on no order");
        }
    }

    /** The reason why nothing is taken that only grows; null if there is none, or if Redis says so itself. */
    public @Nullable Reason noGrowth() {
        return percent >= NO_GROWTH && percent < FULL ? reason() : null;
    }

    /** The reason why no order is taken; null if there is none, or if Redis says so itself. */
    public @Nullable Reason noOrders() {
        return percent >= NO_ORDERS && percent < FULL ? reason() : null;
    }

    /** What is wrong with the memory, for people; empty if nothing is. */
    public String problem() {
        return percent >= NO_GROWTH ? reason().sentence() : "";
    }

    private Reason reason() {
        return Rule.MEMORY_LOW.reason(percent, most / MIB);
    }
}
