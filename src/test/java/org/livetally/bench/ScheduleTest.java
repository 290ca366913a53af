package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A negative delay puts the start of a schedule into the past, so that no test waits for it. */
final class ScheduleTest {
    private static final long TEN_SECONDS_AGO = -10_000;
    private static final long IN_TEN_SECONDS = 10_000;
    private static final long MANY = 1_000;

    @Test
    void latencyCountsFromTheIntendedTimeEvenIfTheOrderWasSentLate() {
        Schedule schedule = new Schedule(TEN_SECONDS_AGO, 0, 1, 1, 1);

        schedule.sent(0, System.nanoTime());
        schedule.shown(0, 1);

        assertMs(10_000, schedule.p99());
    }

    @Test
    void eachOrderHasAnIntendedTimeOfItsOwn() {
        // One a second: the last of five was due four seconds after the first.
        Schedule schedule = new Schedule(TEN_SECONDS_AGO, 100, 5, 1, 1);

        schedule.shown(104, 105);

        assertMs(6_000, schedule.p99());
    }

    @Test
    void ordersBeforeAndAfterTheRunDoNotCount() {
        Schedule schedule = new Schedule(TEN_SECONDS_AGO, 100, 5, 1, 1);

        schedule.shown(7, 100);
        schedule.shown(105, 900);
        assertEquals(0, schedule.p99());

        schedule.shown(104, 900);
        assertMs(6_000, schedule.p99());
    }

    @Test
    void aScreenThatSkipsUpdatesShowsAllOrdersBetweenThem() {
        Schedule schedule = new Schedule(TEN_SECONDS_AGO, 0, 5, 1, 1);

        schedule.shown(4, 5);
        schedule.shown(0, 4);

        assertMs(10_000, schedule.p99());
    }

    @Test
    void onlyOneOfEveryFewOrdersIsSampled() {
        // Four a second, every fourth is sampled: of the first eight those at places 0 and 4, ten and nine seconds ago.
        Schedule schedule = new Schedule(TEN_SECONDS_AGO, 0, 8, 4, 4);

        schedule.shown(1, 4);
        schedule.shown(5, 8);
        assertEquals(0, schedule.p99());

        schedule.shown(3, 6);
        assertMs(9_000, schedule.p99());
        schedule.shown(0, 1);
        assertMs(10_000, schedule.p99());
    }

    @Test
    void allOrdersBetweenAreNot() {
        // The first ten of a thousand are late: with all of them sampled, the percentile would be 0.
        Schedule schedule = new Schedule(TEN_SECONDS_AGO, 0, MANY, 1, (int) MANY);

        schedule.shown(0, MANY);

        assertMs(10_000, schedule.p99());
    }

    @Test
    void ordersAreDueOneAfterAnotherUntilThereAreNoMore() {
        long before = System.nanoTime();
        Schedule schedule = new Schedule(IN_TEN_SECONDS, 0, 5, 1, 1);
        long after = System.nanoTime();

        assertEquals(0, schedule.due(before + seconds(10)));
        assertEquals(1, schedule.due(after + seconds(10.5)));
        assertEquals(3, schedule.due(after + seconds(12.5)));
        assertEquals(5, schedule.due(after + seconds(900)));
    }

    @Test
    void aRunIsVoidWhenTheGeneratorLagsWithMoreThanOneOrderInAHundred() {
        assertFalse(withLate(MANY / 100).isVoid());
        assertTrue(withLate(MANY / 100 + 1).isVoid());
    }

    @Test
    void oneVoidScheduleMakesAllVoid() {
        Schedule good = withLate(0);
        Schedule late = new Schedule(TEN_SECONDS_AGO, 0, 1, 1, 1);
        late.shown(0, 1);
        assertMs(10_000, Schedule.p99(List.of(good, late)));

        late.sent(0, System.nanoTime());

        assertTrue(Double.isNaN(Schedule.p99(List.of(good, late))));
    }

    /** A schedule that has not begun, of which this many orders are sent 20 s from now, the others now. */
    private static Schedule withLate(long late) {
        Schedule schedule = new Schedule(IN_TEN_SECONDS, 0, MANY, 1e6, 1);
        long now = System.nanoTime();
        for (long place = 0; place < MANY; place++) {
            schedule.sent(place, place < late ? now + seconds(20) : now);
        }
        return schedule;
    }

    private static long seconds(double seconds) {
        return (long) (seconds * 1e9);
    }

    /** Allows for a schedule that starts 20 ms late, a histogram of three digits, and a busy machine. */
    private static void assertMs(double expected, double actual) {
        assertTrue(actual > expected - 50 && actual < expected + 900, () -> actual + " ms, not " + expected);
    }
}
