package org.livetally.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A number a second, with a burst of two seconds' worth. */
final class RateLimiterTest {
    @Test
    void twoSecondsWorthMayComeAtOnceAndThenOneAnInterval() {
        RateLimiter rate = new RateLimiter(10);
        long now = System.nanoTime();
        assertEquals(20, IntStream.range(0, 50).filter(i -> rate.admits(now)).count());
        assertFalse(rate.admits(now + TimeUnit.MILLISECONDS.toNanos(99)));
        assertTrue(rate.admits(now + TimeUnit.MILLISECONDS.toNanos(100)));
        assertFalse(rate.admits(now + TimeUnit.MILLISECONDS.toNanos(100)));
    }

    @Test
    void someAtOnceAndThenOneEachTime() {
        RateLimiter rate = new RateLimiter(5, Duration.ofSeconds(2));
        long now = System.nanoTime();
        assertEquals(5, IntStream.range(0, 50).filter(i -> rate.admits(now)).count());
        assertFalse(rate.admits(now + TimeUnit.MILLISECONDS.toNanos(1_999)));
        assertTrue(rate.admits(now + TimeUnit.MILLISECONDS.toNanos(2_000)));
        assertFalse(rate.admits(now + TimeUnit.MILLISECONDS.toNanos(3_999)));
    }

    @Test
    void noLimitAdmitsEverything() {
        RateLimiter rate = new RateLimiter(0);
        long now = System.nanoTime();
        assertTrue(IntStream.range(0, 10_000).allMatch(i -> rate.admits(now)));
    }
}
