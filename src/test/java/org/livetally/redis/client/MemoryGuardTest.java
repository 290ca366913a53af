package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.livetally.faults.LogLines;

final class MemoryGuardTest {
    private final MemoryGuard guard = new MemoryGuard();

    @Test
    void aFigureThatMovesAroundABoundRefusesOnceAndIsLoggedOnce() {
        try (LogLines log = new LogLines(MemoryGuard.class.getName())) {
            for (int second = 0; second < 10; second++) {
                guard.found(89 + second % 2, 100);
            }
            assertEquals(1, log.text().lines().count(), log::text);
            guard.found(89, 100);
            assertNotNull(guard.noGrowth());
            guard.found(88, 100);
            assertNull(guard.noGrowth());
            assertEquals(2, log.text().lines().count(), log::text);
        }
        guard.found(97, 100);
        guard.found(96, 100);
        assertNotNull(guard.noOrders());
        guard.found(95, 100);
        assertNull(guard.noOrders());
    }

    @Test
    void anAnswerThatIsLostMakesNoRoom() {
        try (LogLines log = new LogLines(MemoryGuard.class.getName())) {
            guard.found(98, 100);
            guard.unknown(new IOException("closed"));
            assertNotNull(guard.noGrowth());
            assertNotNull(guard.noOrders());
            assertEquals(1, log.text().lines().count(), log::text);
        }
    }

    @Test
    void whoMayNotAskIsNotRefused() {
        guard.found(98, 100);
        guard.unknown(ErrorType.create("NOPERM this user has no permissions to run the 'info' command"));
        assertNull(guard.noGrowth());
        assertEquals("", guard.problem());
    }

    @Test
    void isAWarningWhileOrdersAreTakenThenAProblem() {
        guard.found(93 << 20, 100 << 20);
        assertEquals("", guard.problem());
        assertTrue(guard.warning().contains("93 %"), guard::warning);
        for (int percent : new int[] {98, 100}) {
            guard.found((long) percent << 20, 100 << 20);
            assertEquals("", guard.warning());
            assertTrue(guard.problem().contains(percent + " %"), guard::problem);
        }
    }
}
