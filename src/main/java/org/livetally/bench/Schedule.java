package org.livetally.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * When each order of a run is meant to be sent, and how long after that moment screens showed it. Latency counts from
 * the intended time, so a generator or a server that stalls cannot hide it by sending less (coordinated omission).
 */
final class Schedule {
    /** A run says nothing about the server if the generator was later than this with one order in a hundred. */
    private static final long MAX_LAG_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long MAX_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 3;
    private static final long SOON_MS = 20;
    private static final double P99 = 99;

    private final long start;
    private final long before;
    private final long orders;
    private final double interval;
    private final int every;
    private final Histogram lag = new Histogram(MAX_NS, DIGITS);
    private final Histogram latency = new Histogram(MAX_NS, DIGITS);

    /**
     * Starts a moment from now.
     *
     * @param delayMs additional delay, so that several schedules do not send at the same time
     * @param before how many orders the stream already has
     * @param orders how many are sent
     * @param perSecond how many a second
     * @param every with many screens, only one of this many orders is sampled
     */
    Schedule(long delayMs, long before, long orders, double perSecond, int every) {
        this.start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SOON_MS + delayMs);
        this.before = before;
        this.orders = orders;
        this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.every = every;
    }

    long before() {
        return before;
    }

    long orders() {
        return orders;
    }

    /** How many orders should have been sent by now. */
    long due(long now) {
        return now < start ? 0 : Math.min(orders, (long) ((now - start) / interval) + 1);
    }

    /** Notes that the order at this place, from 0, is sent now. */
    void sent(long place, long now) {
        lag.recordValue(Math.max(0, now - intended(place)));
    }

    /** Notes that a screen that showed {@code from} orders shows {@code to} now. */
    void shown(long from, long to) {
        long now = System.nanoTime();
        long first = Math.max(0, from - before);
        long last = Math.min(orders, to - before);
        for (long place = first + every - 1 - (first + every - 1) % every; place < last; place += every) {
            latency.recordValue(Math.max(0, now - intended(place)));
        }
    }

    private long intended(long place) {
        return start + (long) (place * interval);
    }

    /** Whether the generator itself was too late. */
    boolean isVoid() {
        return lag.getValueAtPercentile(P99) > MAX_LAG_NS;
    }

    /** The 99th percentile from intended time to screen, in ms. */
    double p99() {
        return latency.getValueAtPercentile(P99) / 1e6;
    }

    /** The same over several schedules; NaN if the generator was too late in one of them. */
    static double p99(List<Schedule> all) {
        Histogram sum = new Histogram(MAX_NS, DIGITS);
        for (Schedule one : all) {
            sum.add(one.latency);
        }
        return all.stream().anyMatch(Schedule::isVoid) ? Double.NaN : sum.getValueAtPercentile(P99) / 1e6;
    }
}
