package org.livetally.screens;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives answers that are all due at once a few at a time, so that the event loop reads orders in between. Those who ask for a board
 * wait for one reading: thousands of them would else be answered, and their next requests taken up, in one turn. Belongs to the event
 * loop that made it.
 */
final class AnswerQueue {
    static final int MAX_AT_ONCE = 8;
    private static final long PAUSE_MS = 1;

    private final Vertx vertx;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final LongSupplier nanos;
    private long since;
    private int given;
    private boolean pausing;

    AnswerQueue(Vertx vertx) {
        this(vertx, System::nanoTime);
    }

    AnswerQueue(Vertx vertx, LongSupplier nanos) {
        this.vertx = vertx;
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** Runs the answer now, or behind those that wait. */
    void give(Runnable answer) {
        waiting.add(answer);
        if (!pausing) {
            if (nanos.getAsLong() - since > TimeUnit.MILLISECONDS.toNanos(PAUSE_MS)) {
                begin();
            }
            go();
        }
    }

    private void begin() {
        since = nanos.getAsLong();
        given = 0;
    }

    private void go() {
        for (Runnable next = poll(); next != null; next = poll()) {
            next.run();
        }
        if (!waiting.isEmpty() && !pausing) {
            pausing = true;
            // A timer, as tasks of the event loop go before what it reads.
            vertx.setTimer(PAUSE_MS, id -> {
                pausing = false;
                begin();
                go();
            });
        }
    }

    private @Nullable Runnable poll() {
        if (waiting.isEmpty() || given == MAX_AT_ONCE) {
            return null;
        }
        given++;
        return waiting.poll();
    }
}
