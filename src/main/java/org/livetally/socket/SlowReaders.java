package org.livetally.socket;

import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.LimitCounters;

/**
 * The connections of one event loop on which a response waits for its peer, those that have taken nothing for the longest time
 * first. They are cut off when they take nothing at all, and earlier where others need the memory.
 */
final class SlowReaders {
    static final long PATIENCE_S = 20;
    private static final long LOOK_MS = 1_000;

    private final Set<Outflow> waiting = new LinkedHashSet<>();
    private final MemoryBudget budget;
    private final LimitCounters counters;

    SlowReaders(Vertx vertx, MemoryBudget budget, LimitCounters counters) {
        this.budget = budget;
        this.counters = counters;
        vertx.setPeriodic(LOOK_MS, id -> cutOffBefore(System.nanoTime() - TimeUnit.SECONDS.toNanos(PATIENCE_S)));
    }

    MemoryBudget budget() {
        return budget;
    }

    void add(Outflow outflow) {
        waiting.add(outflow);
    }

    void remove(Outflow outflow) {
        waiting.remove(outflow);
    }

    /** It has taken a piece: the others come first now. */
    void progressed(Outflow outflow, boolean more) {
        if (waiting.remove(outflow) && more) {
            waiting.add(outflow);
        }
    }

    private void cutOffBefore(long time) {
        for (Outflow slowest : Set.copyOf(waiting)) {
            if (slowest.progressAt() - time < 0) {
                counters.slowReaders.increment();
                slowest.cutOff();
            }
        }
    }

    /**
     * Keeps so many more bytes for this connection, if need be by cutting off those that have been waiting for longer.
     *
     * @return false if there is no room even so
     */
    boolean makeRoom(Outflow outflow, long bytes) {
        while (!outflow.keep(bytes)) {
            counters.memory.increment();
            Outflow slowest = slowestBefore(outflow);
            if (slowest == null) {
                return false;
            }
            slowest.cutOff();
        }
        return true;
    }

    private @Nullable Outflow slowestBefore(Outflow outflow) {
        Iterator<Outflow> all = waiting.iterator();
        while (all.hasNext()) {
            Outflow next = all.next();
            if (next == outflow) {
                return null;
            }
            if (next.keepsMemory()) {
                return next;
            }
        }
        return null;
    }
}
