package org.livetally.ledger.seal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How much of a core may be used. Whoever has used more waits until the time that has passed is enough for it; what is not
 * used is saved up for a moment only. The first second is free, since code that has not run yet is slow. Not thread-safe.
 */
final class CpuBudget {
    /** Work of this length may be done at once after a rest. */
    private static final double MAX_SAVED_NANOS = (double) TimeUnit.MILLISECONDS.toNanos(20);

    private static final double FREE_NANOS = (double) TimeUnit.SECONDS.toNanos(1);

    private final double share;
    private final LongSupplier used;
    private final LongSupplier time;
    private final LongAdder spent;
    private long usedBefore;
    private long timeBefore;
    private double saved = FREE_NANOS;

    /**
     * @param share of a core
     * @param used nanoseconds of CPU that were used so far
     * @param time nanoseconds, as {@link System#nanoTime()}
     * @param spent receives what was used
     */
    CpuBudget(double share, LongSupplier used, LongSupplier time, LongAdder spent) {
        this.share = share;
        this.used = used;
        this.time = time;
        this.spent = spent;
        this.usedBefore = used.getAsLong();
        this.timeBefore = time.getAsLong();
    }

    /** For how many nanoseconds nothing may be done; 0 if there is something left. */
    long waitNanos() {
        long usedNow = used.getAsLong();
        long now = time.getAsLong();
        double most = Math.max(MAX_SAVED_NANOS, saved);
        saved = Math.min(most, saved + (now - timeBefore) * share) - (usedNow - usedBefore);
        spent.add(usedNow - usedBefore);
        usedBefore = usedNow;
        timeBefore = now;
        return saved >= 0 ? 0 : (long) Math.ceil(-saved / share);
    }
}
