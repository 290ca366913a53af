package org.livetally.ledger.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Whoever uses more than a share of a core waits, by clocks that the test sets. */
final class CpuBudgetTest {
    private static final double SHARE = 0.04;
    private static final long MS = 1_000_000;

    private final AtomicLong used = new AtomicLong(7);
    private final AtomicLong time = new AtomicLong(9);
    private final LongAdder spent = new LongAdder();
    private final CpuBudget budget = new CpuBudget(SHARE, used::get, time::get, spent);

    @Test
    void whatWasUsedIsWaitedFor() {
        assertEquals(0, budget.waitNanos());
        work(20 * MS);
        assertEquals(0, budget.waitNanos(), "so much was saved");
        work(4 * MS);
        assertEquals(96 * MS, budget.waitNanos(), "25 times the work, of which 4 ms have passed");
        time.addAndGet(95 * MS);
        assertEquals(MS, budget.waitNanos());
        time.addAndGet(MS);
        assertEquals(0, budget.waitNanos());
        assertEquals(24 * MS, spent.sum());
    }

    @Test
    void aLongRestIsNotSavedUp() {
        time.addAndGet(3_600_000 * MS);
        assertEquals(0, budget.waitNanos());
        work(40 * MS);
        assertTrue(budget.waitNanos() > 400 * MS);
    }

    @Test
    void overALongTimeItIsTheShare() {
        long began = time.get();
        for (int i = 0; i < 10_000; i++) {
            time.addAndGet(budget.waitNanos());
            work(i % 7 * MS);
        }
        double share = (double) spent.sum() / (time.get() - began);
        assertTrue(share > 0.039 && share < 0.0401, () -> "share " + share);
    }

    private void work(long nanos) {
        used.addAndGet(nanos);
        time.addAndGet(nanos);
    }
}
