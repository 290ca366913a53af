package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.testing.Await;

/** Answers that are due at the same time do not hold up the event loop, and all are given, in order. */
@ExtendWith(VertxExtension.class)
final class AnswerQueueTest {
    private static final int MANY = 100;

    private final AtomicLong nanos = new AtomicLong();
    private final List<Integer> given = new CopyOnWriteArrayList<>();

    @Test
    void aTurnGivesSomeAndTheNextOnesTheOthers(Vertx vertx) {
        assertEquals(AnswerQueue.MAX_AT_ONCE, givenInOneTurn(vertx, false));

        Await.until("all are given", () -> given.size() == MANY);
        assertEquals(IntStream.range(0, MANY).boxed().toList(), given);
    }

    @Test
    void thoseThatComeOneByOneDoNotWait(Vertx vertx) {
        assertEquals(MANY, givenInOneTurn(vertx, true));
    }

    private int givenInOneTurn(Vertx vertx, boolean oneByOne) {
        Promise<Integer> inOneTurn = Promise.promise();
        vertx.runOnContext(turn -> {
            AnswerQueue queue = new AnswerQueue(vertx, nanos::get);
            for (int i = 0; i < MANY; i++) {
                int answer = i;
                queue.give(() -> given.add(answer));
                nanos.addAndGet(oneByOne ? TimeUnit.MILLISECONDS.toNanos(2) : 0);
            }
            inOneTurn.complete(given.size());
        });
        return Await.result(inOneTurn.future());
    }
}
