package org.livetally.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a server on which a past event is played faster than it happened. So an hour's trend has an hour's
 * minutes and still ends now. From {@link #begin()} on it runs {@code speed} times as fast as real time,
 * {@code end - (end - t) * speed}, where {@code end = begin + length / speed}; after the end it is real time.
 *
 * <p>Before it begins it already shows the past in which the event will start, but runs at the speed of real time. So
 * it never jumps, and however long the server takes to get ready, the event starts one length before the moment at
 * which the play will end. (If it ran from construction, a late start would leave the script's orders in the server's
 * future, where they are rejected.)
 *
 * <p>It is only for moments that are shown or stored. What measures real waiting (timeouts, presence, back-off) needs a
 * monotonic clock: at 600 times the speed, a timeout of thirty seconds on this clock is over in 50 ms.
 */
public final class ScaledClock implements InstantSource {
    private static final long NANOS_IN_SECOND = 1_000_000_000;

    private final InstantSource real;
    private final Duration length;
    private final double speed;
    private volatile @Nullable Run run;

    /**
     * @param real the real time
     * @param length of the event, on this clock
     * @param speed 1 or more: below 1 the event would start in the future
     */
    public ScaledClock(InstantSource real, Duration length, double speed) {
        if (!(speed >= 1 && speed < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("speed must be a number from 1, not " + speed);
        }
        this.real = real;
        this.length = length;
        this.speed = speed;
    }

    /**
     * @param end when the event is over, in real time
     * @param reading what this clock shows then
     */
    private record Run(Instant end, Instant reading) {}

    /**
     * Starts the event now. To play it once more, call this again: it sets the clock back by what is left to real time.
     */
    public void begin() {
        begin(Instant.EPOCH);
    }

    /**
     * The same for an event that was dated before. An event that is resumed at a higher speed than it began with ends,
     * by its own dates, later than its play. This clock then runs up to that moment and waits there until real time has
     * reached it.
     *
     * @param lastDate the end of the event by its own dates
     */
    public void begin(Instant lastDate) {
        Instant end = real.instant().plus(lengthInRealTime());
        run = new Run(end, later(end, lastDate));
    }

    @Override
    public Instant instant() {
        Instant now = real.instant();
        Run playing = run;
        if (playing == null) {
            return now.plus(lengthInRealTime()).minus(length);
        }
        if (!now.isBefore(playing.end)) {
            return later(now, playing.reading);
        }
        return playing.reading.minus(scaled(Duration.between(now, playing.end), speed));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private Duration lengthInRealTime() {
        return scaled(length, 1 / speed);
    }

    private static Duration scaled(Duration duration, double by) {
        double nanos = (duration.getSeconds() * (double) NANOS_IN_SECOND + duration.getNano()) * by;
        return Duration.ofNanos(Math.round(nanos));
    }
}
