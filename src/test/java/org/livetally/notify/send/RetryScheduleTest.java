package org.livetally.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The schedule of Standard Webhooks. */
final class RetryScheduleTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    @Test
    void tenAttemptsInSeventyFiveHours() {
        RetrySchedule schedule = new RetrySchedule(() -> 0);
        assertEquals(
                List.of(
                        5_000L,
                        5 * MINUTE,
                        30 * MINUTE,
                        2 * HOUR,
                        5 * HOUR,
                        10 * HOUR,
                        14 * HOUR,
                        20 * HOUR,
                        24 * HOUR),
                IntStream.rangeClosed(1, 9)
                        .mapToObj(attempt -> schedule.pause(attempt, 0))
                        .toList());
        assertNull(schedule.pause(10, 0), "then it is given up");
    }

    @Test
    void aPauseIsATenthLongerAtMostAndNeverShorterThanAskedFor() {
        assertEquals(5_500, new RetrySchedule(() -> 1).pause(1, 0));
        assertEquals(60_000, new RetrySchedule(() -> 0).pause(1, 60_000));
        assertEquals(5 * MINUTE, new RetrySchedule(() -> 0).pause(2, 1_000));
        assertEquals(24 * HOUR, new RetrySchedule(() -> 0).pause(1, Long.MAX_VALUE), "no longer than a day");
    }
}
