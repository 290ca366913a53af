package org.livetally.socket;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** So many messages in a time, and some at once after a quiet time: a token bucket held in one number (GCRA). */
public final class Rate {
    private static final int BURST_S = 2;

    private final long interval;
    private final long burst;
    private long fullAt;

    /**
     * Two seconds' worth at once.
     *
     * @param perSecond 0 for no limit
     */
    public Rate(int perSecond) {
        this.interval = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.burst = TimeUnit.SECONDS.toNanos(BURST_S);
    }

    /** So many at once, then one each time. */
    public Rate(int atOnce, Duration each) {
        this.interval = each.toNanos();
        this.burst = atOnce * interval;
    }

    /** Whether one more, now, is within the rate. */
    public boolean admits() {
        return admits(System.nanoTime());
    }

    /**
     * Whether one more is within the rate.
     *
     * @param now nanoseconds of a clock that may be set back
     */
    public boolean admits(long now) {
        if (fullAt < now || fullAt > now + burst) {
            fullAt = now;
        }
        if (fullAt + interval - now > burst) {
            return false;
        }
        fullAt += interval;
        return true;
    }
}
