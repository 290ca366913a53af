package org.livetally.domain.stream;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that also measures durations, as a simulation's does. Beside all others durations are those of the machine: the time
 * of a demo's streams may jump, and no timeout may jump with it.
 */
public interface NanoClock extends InstantSource {
    /** Nanoseconds since some moment, as {@link System#nanoTime()}; never 0. */
    long nanoTime();

    /** What measures durations beside a clock. */
    static LongSupplier beside(InstantSource clock) {
        return clock instanceof NanoClock own ? own::nanoTime : System::nanoTime;
    }
}
