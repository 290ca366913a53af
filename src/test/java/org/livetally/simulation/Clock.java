package org.livetally.simulation;

import java.time.Instant;
import org.livetally.domain.stream.NanoClock;

/**
 * The clock of one machine of a simulated world. No two machines agree on the time of day.
 *
 * @param skewMs how far it is ahead
 */
record Clock(Scheduler scheduler, long skewMs) implements NanoClock {
    /** No machine has just been started. */
    private static final long UPTIME = 1_000_000_000_000L;

    @Override
    public long nanoTime() {
        return UPTIME + scheduler.nanos();
    }

    @Override
    public long millis() {
        return Scheduler.START_MS + skewMs + scheduler.millis();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    /** Microseconds since the epoch. */
    long micros() {
        return (Scheduler.START_MS + skewMs) * 1_000 + scheduler.nanos() / 1_000;
    }
}
