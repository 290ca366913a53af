package org.livetally.ledger.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever uses more than a share of a core waits, by clocks that the test sets. */
final class CpuBudgetTest {
    private static final double SHARE = 0.04;
    private static final long MS = 1_000_000;

    private final AtomicLong used = new AtomicLong(7);
    private final AtomicLong time = new AtomicLong(9);
    private final LongAdder spent = new LongAdder();
    private final CpuBudget budget = new CpuBudget(SHARE, used::get, time::get, spent);

    @BeforeEach
    void useUpTheFirstSecond() {
        work(1_000 * MS);
        assertEquals(0, budget.waitNanos(), "it is free");
        spent.reset();
    }

    @Test
    void whatWasUsedIsWaitedFor() {
        work(4 * MS);
        assertEquals(96 * MS, budget.waitNanos(), "25 times the work, of which 4 ms have passed");
        time.addAndGet(95 * MS);
        assertEquals(MS, budget.waitNanos());
        time.addAndGet(MS);
        assertEquals(0, budget.waitNanos());
        assertEquals(4 * MS, spent.sum());
    }

    @Test
    void onlyAMomentIsSavedUp() {
        time.addAndGet(3_600_000 * MS);
        assertEquals(0, budget.waitNanos());
        work(20 * MS);
        assertEquals(0, budget.waitNanos());
        time.addAndGet(3_600_000 * MS);
        work(40 * MS);
        assertEquals(500 * MS, budget.waitNanos());
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
