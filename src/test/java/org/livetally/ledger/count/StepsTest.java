package org.livetally.ledger.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

/** Steps one after another. */
class StepsTest {
    @Test
    void aMillionStepsThatAreDoneAtOnceTakeNoRoomOnTheStack() {
        int[] taken = {0};
        assertTrue(Steps.whileTrue(() -> Future.succeededFuture(++taken[0] < 1_000_000))
                .succeeded());
        assertEquals(1_000_000, taken[0]);
    }

    @Test
    void aStepThatThrowsEndsThemAsOneThatFails() {
        RuntimeException thrown = new IllegalStateException("thrown");
        Future<Void> done = Steps.whileTrue(() -> {
            throw thrown;
        });
        assertSame(thrown, done.cause());
    }
}
