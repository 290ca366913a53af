package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.livetally.testing.Await;

/** Answers that are due at the same time do not hold up the event loop, and all are given, in order. */
final class AnswerQueueTest {
    private static final int MANY = 100;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Integer> given = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aTurnGivesSomeAndTheNextOnesTheOthers() {
        assertEquals(AnswerQueue.MAX_AT_ONCE, givenInOneTurn(false));

        Await.until("all are given", () -> given.size() == MANY);
        assertEquals(IntStream.range(0, MANY).boxed().toList(), given);
    }

    @Test
    void thoseThatComeOneByOneDoNotWait() {
        assertEquals(MANY, givenInOneTurn(true));
    }

    private int givenInOneTurn(boolean oneByOne) {
        CompletableFuture<Integer> inOneTurn = new CompletableFuture<>();
        vertx.runOnContext(turn -> {
            AnswerQueue queue = new AnswerQueue(vertx, nanos::get);
            for (int i = 0; i < MANY; i++) {
                int answer = i;
                queue.give(() -> given.add(answer));
                nanos.addAndGet(oneByOne ? TimeUnit.MILLISECONDS.toNanos(2) : 0);
            }
            inOneTurn.complete(given.size());
        });
        return inOneTurn.join();
    }
}
