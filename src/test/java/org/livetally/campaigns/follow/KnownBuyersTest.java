package org.livetally.campaigns.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whom a node remembers to have written, and until when. */
final class KnownBuyersTest {
    private final KnownBuyers known = new KnownBuyers(3);

    private void wrote(String group, String buyer) {
        known.wrote(known.nextMark(), Map.of(group, Set.of(buyer)));
    }

    @Test
    void knowsWhatWasWrittenOfThatGroupOnly() {
        wrote("north", "u1");
        assertTrue(known.has("north", "u1"));
        assertFalse(known.has("south", "u1"));
        assertFalse(known.has(KnownBuyers.NO_GROUP, "u1"), "is told, which changes nothing");
    }

    @Test
    void remembersThoseWhoComeAgain() {
        for (int i = 0; i < 50; i++) {
            wrote("north", "u" + i);
            assertTrue(known.has("north", "u0"), "after " + i);
        }
        assertTrue(known.has("north", "u48"));
        assertFalse(known.has("north", "u1"), "who would be known if memory had no end");
    }

    @Test
    void noMarkComesTwice() {
        assertEquals("", known.mark());
        String lost = known.nextMark();
        wrote("north", "u1");
        assertNotEquals(lost, known.mark());
        assertNotEquals(known.nextMark(), known.mark());
        assertNotEquals(lost, new KnownBuyers().nextMark());
    }

    /** The write that must find the mark would look for another one, and not miss who was left out. */
    @Test
    void whoWasLeftOutBeforeEverybodyWasForgottenIsCountedAgain() {
        wrote("north", "u1");
        FreshBuyers fresh = new FreshBuyers(known);
        fresh.add("north", "u1");
        fresh.endPage();
        assertEquals(Map.of(), fresh.all());
        known.forget();
        assertFalse(known.has("north", "u1"));
        assertEquals("", known.mark());
        assertThrows(IllegalStateException.class, fresh::all);
    }
}
