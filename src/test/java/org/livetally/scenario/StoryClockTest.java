package org.livetally.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.livetally.testing.Await;

class StoryClockTest {
    private static final long DAY = 86_400_000;
    private static final long START = 1_713_056_400_000L;

    private final StoryClock clock = new StoryClock();

    @Test
    void isRealTimeBeforeAStoryAndAfterIt() {
        assertIsNow();
        clock.set(START);
        assertEquals(START, clock.millis());
        clock.release();
        assertIsNow();
    }

    @Test
    void standsAtEachMomentThatItRunsTo() {
        clock.set(START);
        clock.run(START + DAY, 100 * DAY);
        Await.until("the moment", () -> clock.millis() >= START + DAY);
        assertEquals(START + DAY, clock.millis());
        clock.run(START + 3 * DAY, Double.POSITIVE_INFINITY);
        Await.until("the next one", () -> clock.millis() > START + DAY);
        assertEquals(START + 3 * DAY, clock.millis());
    }

    @Test
    void passesTheMomentsBetween() {
        clock.set(START);
        clock.run(START + DAY, 1_000);
        long before = clock.millis();
        Await.until("it runs", () -> clock.millis() > before);
        assertTrue(clock.millis() < START + DAY);
    }

    private void assertIsNow() {
        assertTrue(Math.abs(clock.millis() - System.currentTimeMillis()) < DAY);
    }
}
