package org.livetally.redis.client;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;

/**
 * Watches how much Redis uses of the memory that it may use (its {@code maxmemory}). When that is full, Redis refuses every
 * order. So what only grows, such as new streams and catalogues, is refused before, and orders shortly before: a sale that runs
 * goes on for as long as it can, and clearing up still has room. Once it is full, Redis says so itself.
 *
 * <p>In a Redis Cluster, what only grows is refused while any server is that full, orders only while all are: each refuses those
 * of its own streams itself, and the others' streams go on.
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

    private volatile Memory memory = Memory.UNBOUNDED;
    /** Of the server that has most left; the same if there is one server. */
    private volatile Memory roomiest = Memory.UNBOUNDED;

    /** What a server uses, and may use, in bytes; a limit of 0 is none. */
    private record Usage(long used, long limit) {
        long percent() {
            return limit == 0 ? 0 : used / Math.max(1, limit / FULL);
        }
    }

    /** Of used and most memory, in bytes. What is refused is taken again only below its bound, or each second would differ. */
    private record Memory(long percent, long most, boolean noGrowth, boolean noOrders) {
        static final Memory UNBOUNDED = new Memory(0, 0, false, false);

        Memory next(Usage usage) {
            long now = usage.percent();
            return new Memory(
                    now, usage.limit, now >= NO_GROWTH - (noGrowth ? 1 : 0), now >= NO_ORDERS - (noOrders ? 1 : 0));
        }

        /** Once it is full, Redis says so itself. */
        @Nullable
        Reason reasonIf(boolean refused) {
            return refused && percent < FULL ? reason() : null;
        }

        Reason reason() {
            return Rule.MEMORY_LOW.reason(percent, most / MIB);
        }
    }

    /** Asks once a second. To be called on the event loop of the link. */
    public void watch(Vertx vertx, RedisLink link) {
        vertx.setPeriodic(INTERVAL_MS, id -> {
            if (link.isConnected()) {
                link.toEach(Request.cmd(Command.INFO).arg("memory"))
                        .onSuccess(this::found)
                        .onFailure(this::unknown);
            }
        });
    }

    private static long number(InfoReply info, String field) {
        return info.field(field).map(Long::parseLong).orElse(0L);
    }

    private void found(List<Response> servers) {
        List<Usage> usages = servers.stream()
                .map(text -> new InfoReply(text.toString()))
                .map(info -> new Usage(number(info, "used_memory"), number(info, "maxmemory")))
                .sorted(Comparator.comparing(Usage::percent))
                .toList();
        found(usages.get(usages.size() - 1), usages.get(0));
    }

    void found(long used, long limit) {
        found(new Usage(used, limit), new Usage(used, limit));
    }

    private void found(Usage fullest, Usage emptiest) {
        Memory before = memory;
        Memory now = before.next(fullest);
        memory = now;
        roomiest = roomiest.next(emptiest);
        if (now.noGrowth && !before.noGrowth) {
            LOG.warning(() -> now.reason().sentence() + ": no new stream or catalogue is taken, and from " + NO_ORDERS
                    + " % on no order");
        } else if (before.noGrowth && !now.noGrowth) {
            LOG.info("Redis has memory again: new streams and catalogues are taken");
        }
    }

    /** What was found last stays, unless Redis does not tell: it says so itself where it matters, see StatsPoller. */
    void unknown(Throwable failure) {
        if (RedisFailures.isReply(failure)) {
            memory = Memory.UNBOUNDED;
            roomiest = Memory.UNBOUNDED;
        }
    }

    /** The reason why nothing is taken that only grows; null if there is none, or if Redis says so itself. */
    public @Nullable Reason noGrowth() {
        Memory now = memory;
        return now.reasonIf(now.noGrowth);
    }

    /** The reason why no order is taken; null if there is none, or if Redis says so itself. */
    public @Nullable Reason noOrders() {
        Memory now = roomiest;
        return now.reasonIf(now.noOrders);
    }

    /** Why no order is taken, for people; empty if they are. */
    public String problem() {
        Memory now = roomiest;
        return now.noOrders ? now.reason().sentence() : "";
    }

    /** Why nothing is taken that only grows while orders are, for people; empty otherwise. */
    public String warning() {
        Memory now = memory;
        return now.noGrowth && !roomiest.noOrders ? now.reason().sentence() : "";
    }
}
