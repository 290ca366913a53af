package org.livetally.scenario;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a server to which events of the past are played: real time, but for the length of a story. Then it runs
 * from one moment to the next and waits there, so that what begins at a moment begins at no other, however fast the
 * clock runs. Orders, likes and visits get the times that they had, and so do trends and days.
 *
 * <p>Like {@link ScaledClock}, it is only for moments that are shown or stored.
 */
public final class StoryClock implements InstantSource {
    private static final double NANOS_IN_MILLI = 1_000_000;

    private volatile @Nullable Leg leg;

    /**
     * The way from one moment to another, in epoch milliseconds.
     *
     * @param since nanoseconds of a monotonic clock
     */
    private record Leg(long from, long to, double speed, long since) {
        long millis() {
            double passed = (System.nanoTime() - since) / NANOS_IN_MILLI * speed;
            return passed >= to - from ? to : from + (long) passed; // NaN, 0 times infinite, is cast to 0
        }
    }

    /** Sets the clock to a moment, in epoch milliseconds, where it stands. */
    void set(long moment) {
        leg = new Leg(moment, moment, 1, System.nanoTime());
    }

    /**
     * Goes on to a moment, in epoch milliseconds, and stands there.
     *
     * @param speed milliseconds in a real one; may be infinite
     */
    void run(long moment, double speed) {
        leg = new Leg(millis(), moment, speed, System.nanoTime());
    }

    /** Shows real time again. */
    void release() {
        leg = null;
    }

    @Override
    public Instant instant() {
        Leg now = leg;
        return now == null ? Instant.now() : Instant.ofEpochMilli(now.millis());
    }
}
