package org.livetally.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScaledClockTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant real = START;
    private final ScaledClock clock = new ScaledClock(() -> real, HOUR, 60);

    @Test
    void startsOneLengthBeforeTheMomentAtWhichThePlayWillEnd() {
        clock.begin();
        assertEquals(START.plusSeconds(60).minus(HOUR), clock.instant());
    }

    @Test
    void runsSpeedTimesAsFast() {
        clock.begin();
        Instant before = clock.instant();
        real = real.plusMillis(1_500);
        assertEquals(Duration.ofSeconds(90), Duration.between(before, clock.instant()));
    }

    @Test
    void isRealTimeFromTheEndOn() {
        clock.begin();
        real = START.plusSeconds(60);
        assertEquals(real, clock.instant());
        real = START.plusSeconds(61);
        assertEquals(real, clock.instant());
    }

    @Test
    void runsToTheEndOfAnEventThatIsDatedLaterAndWaitsThere() {
        Instant dated = START.plusSeconds(90);
        clock.begin(dated);
        assertEquals(dated.minus(HOUR), clock.instant());
        real = START.plusSeconds(60);
        assertEquals(dated, clock.instant());
        real = START.plusSeconds(89);
        assertEquals(dated, clock.instant());
        real = START.plusSeconds(91);
        assertEquals(real, clock.instant());
    }

    @Test
    void endsAtRealTimeWhateverTheDatesOfAnEventOfThePast() {
        clock.begin(START.minus(HOUR));
        assertEquals(START.plusSeconds(60).minus(HOUR), clock.instant());
    }

    @Test
    void runsAtThePaceOfRealTimeUntilItBegins() {
        Instant before = clock.instant();
        real = real.plusSeconds(5);
        assertEquals(Duration.ofSeconds(5), Duration.between(before, clock.instant()));
    }

    @Test
    void doesNotJumpWhenItBegins() {
        real = real.plusMillis(4_321);
        Instant before = clock.instant();
        clock.begin();
        assertEquals(before, clock.instant());
    }

    @Test
    void neverGoesBackWithinOnePlay() {
        ScaledClock odd = new ScaledClock(() -> real, HOUR, 599.7);
        odd.begin();
        Instant last = odd.instant();
        for (int i = 0; i < 70_000; i++) {
            real = real.plusNanos(100_003);
            Instant next = odd.instant();
            assertTrue(!next.isBefore(last));
            last = next;
        }
        assertEquals(real, last);
    }

    @Test
    void isRealTimeAtSpeedOne() {
        ScaledClock plain = new ScaledClock(() -> real, HOUR, 1);
        assertEquals(real, plain.instant());
        plain.begin();
        real = real.plusSeconds(7);
        assertEquals(real, plain.instant());
    }

    @Test
    void refusesSpeedsThatWouldStartInTheFuture() {
        for (double speed : new double[] {0.5, 0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new ScaledClock(() -> real, HOUR, speed));
        }
    }
}
