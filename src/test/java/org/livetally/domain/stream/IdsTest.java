package org.livetally.domain.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "naqu-4500m", "a-", "a--b"})
    void theseAreIdsOfStreams(String id) {
        assertTrue(Ids.isStream(id));
    }

    /** Some would be other keys of Redis, or other slots of a cluster. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "naqu_4500m", "a b", "a:b", "{a}", "a/b", "虫草", "a\n", "@campaign"})
    void theseAreNot(String id) {
        assertFalse(Ids.isStream(id));
    }

    @Test
    void anIdHasAtMost63Characters() {
        assertTrue(Ids.isStream("a".repeat(63)));
        assertFalse(Ids.isStream("a".repeat(64)));
    }

    @Test
    void anIdHasTheseCharactersOnly() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String one = String.valueOf(c);
            assertEquals(one.matches("[a-z0-9]"), Ids.isStream(one), one);
            assertEquals(one.matches("[a-z0-9-]"), Ids.isStream("a" + one), one);
        }
    }

    @Test
    void ordersOfTheAudienceAreKnownByTheirPrefix() {
        assertTrue(Ids.isOfAudience("live-1"));
        assertFalse(Ids.isOfAudience("alive-1"));
        assertFalse(Ids.isOfAudience("live"));
    }
}
