package org.livetally.http.guard;

import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.livetally.metrics.LimitCounters;

/**
 * The connections of one event loop on which a response waits for its peer, in the order of their last progress. They
 * are closed if they read nothing at all, and earlier if others need the memory.
 */
final class SlowReaders {
    /** The time in which a peer must read a piece. */
    static final long TIMEOUT_MS = 20_000;

    private static final long CHECK_MS = 1_000;
    private static final int CHECKS = 4;
    /**
     * Maximum of connections that are closed in one turn of the event loop; thousands at once would take it a second.
     */
    private static final int MAX_PER_TURN = 64;

    private final Vertx vertx;
    private final MemoryBudget budget;
    private final LimitCounters counters;
    private final long patienceNanos;
    private final Set<Outflow> waiting = new LinkedHashSet<>();
    private boolean cutting;

    /**
     * @param budget of this event loop
     * @param patienceMs the time in which a peer must read a piece
     */
    SlowReaders(Vertx vertx, MemoryBudget budget, LimitCounters counters, long patienceMs) {
        this.vertx = vertx;
        this.budget = budget;
        this.counters = counters;
        this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMs);
        vertx.setPeriodic(Math.min(CHECK_MS, patienceMs / CHECKS), id -> {
            if (!cutting) {
                cutOffLate();
            }
        });
    }

    MemoryBudget budget() {
        return budget;
    }

    /** Returns false if it waits already. */
    boolean add(Outflow outflow) {
        return waiting.add(outflow);
    }

    void remove(Outflow outflow) {
        waiting.remove(outflow);
    }

    /**
     * Notes that it has read a piece, so that others come before it now. Returns whether it waited for nothing more.
     */
    boolean progressed(Outflow outflow, boolean more) {
        boolean waited = waiting.remove(outflow);
        if (waited && more) {
            waiting.add(outflow);
        }
        return waited && !more;
    }

    /** There is no memory for what it waits for, or others need that memory. */
    void memoryIsShort(Outflow outflow) {
        counters.memory.increment();
        terminate(outflow);
    }

    private void cutOffLate() {
        long late = System.nanoTime() - patienceNanos;
        for (int i = 0; i < MAX_PER_TURN; i++) {
            Iterator<Outflow> slowest = waiting.iterator();
            Outflow next = slowest.hasNext() ? slowest.next() : null;
            if (next == null || next.progressAt() - late >= 0) {
                cutting = false;
                return;
            }
            counters.slowReaders.increment();
            terminate(next);
        }
        cutting = true;
        vertx.setTimer(1, turn -> cutOffLate()); // a task would run before the next read
    }

    private void terminate(Outflow outflow) {
        remove(outflow);
        outflow.terminate();
    }
}
