package org.livetally.screens;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives answers that are due at the same time a few at a time, so that the event loop can read orders in between. All
 * requests for a board wait for the same reading; otherwise thousands would be answered, and their next requests read,
 * in a single turn. Belongs to the event loop on which it was constructed.
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

    /** Runs the answer now, or after those that wait. */
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
            // A timer, since the event loop runs its tasks before it reads from sockets.
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
