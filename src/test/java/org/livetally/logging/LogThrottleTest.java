package org.livetally.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LogThrottleTest {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(LogThrottle.INTERVAL_S);
    private static final long START = Long.MAX_VALUE - INTERVAL / 2; // System.nanoTime() may overflow

    private final LogThrottle throttle = new LogThrottle();

    @Test
    void theFirstIsSaidAndThenOneAnIntervalWithTheNumberOfThoseBetween() {
        assertEquals(OptionalLong.of(0), throttle.admit("busy", START));
        for (int i = 1; i <= 1_000; i++) {
            assertEquals(OptionalLong.empty(), throttle.admit("busy", START + i));
        }
        assertEquals(OptionalLong.empty(), throttle.admit("busy", START + INTERVAL - 1));
        assertEquals(OptionalLong.of(1_001), throttle.admit("busy", START + INTERVAL));
        assertEquals(OptionalLong.empty(), throttle.admit("busy", START + INTERVAL + 1));
        assertEquals(OptionalLong.of(1), throttle.admit("busy", START + 3 * INTERVAL));
    }

    @Test
    void aKindDoesNotHideAnother() {
        throttle.admit("busy", START);

        assertEquals(OptionalLong.of(0), throttle.admit("gone", START));
    }

    @Test
    void kindsWithoutEndAreToldApartUpToABound() {
        long said = IntStream.range(0, 10_000)
                .filter(i -> throttle.admit("kind " + i, START).isPresent())
                .count();

        assertEquals(LogThrottle.MAX_KINDS + 1, said);
        assertEquals(OptionalLong.of(10_000 - said), throttle.admit("kind 9999", START + INTERVAL));
    }
}
