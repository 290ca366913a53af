package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Redis computes the same; RedisClusterTest asks it. */
final class SlotTest {
    @Test
    void isTheCrcOfTheKey() {
        assertEquals(0x31C3, Slot.of("123456789"));
        assertEquals(0, Slot.of(""));
        assertEquals(13_218, Slot.of("livetally:probe"));
        assertEquals(10_930, Slot.of("livetally:format"));
        assertEquals(4_606, Slot.of("livetally:restore"));
    }

    @Test
    void isTheCrcOfWhatStandsBetweenTheFirstBraces() {
        assertEquals(3_828, Slot.of("livetally:{s}:ids"));
        assertEquals(Slot.of("s"), Slot.of("{s}:totals:{x}"));
        assertEquals(5_267, Slot.of("livetally:{livetally:notify}:outbox"));
        assertEquals(Slot.of("{b"), Slot.of("a{{b}}c"));
    }

    @Test
    void ofBracesWithNothingBetweenIsThatOfTheKey() {
        assertEquals(8_363, Slot.of("foo{}{bar}"));
    }
}
