package org.livetally.socket;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Limits the number of messages in a time, with a burst after a quiet time: a token bucket in a single number (GCRA).
 */
public final class RateLimiter {
    private static final int BURST_S = 2;

    private final long interval;
    private final long burst;
    private long fullAt;

    /**
     * Allows a burst of two seconds' worth.
     *
     * @param perSecond 0 for no limit
     */
    public RateLimiter(int perSecond) {
        this.interval = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.burst = TimeUnit.SECONDS.toNanos(BURST_S);
    }

    /** Allows a burst of {@code atOnce}, then one message every {@code each}. */
    public RateLimiter(int atOnce, Duration each) {
        this.interval = each.toNanos();
        this.burst = atOnce * interval;
    }

    /** Whether one more message is allowed now; if so, it is counted. */
    public boolean admits() {
        return admits(System.nanoTime());
    }

    /**
     * Whether one more message is allowed; if so, it is counted.
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
