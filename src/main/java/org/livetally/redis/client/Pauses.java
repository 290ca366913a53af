package org.livetally.redis.client;

import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands that wait until their server may take them, and so many at most. On the event loop of their link. */
final class Pauses {
    /** As many as one connection may owe. */
    private static final int MAX_WAITING = 16_384;

    private final Vertx vertx;
    /** What ends each of them, by its timer. */
    private final Map<Long, Runnable> waiting = new LinkedHashMap<>();

    private boolean closed;

    Pauses(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Whether another one may wait. */
    boolean hasRoom() {
        return !closed && waiting.size() < MAX_WAITING;
    }

    /** Goes on after a pause, unless the link is closed before; then it ends. */
    void begin(long pauseMs, Runnable goOn, Runnable end) {
        long timer = vertx.setTimer(pauseMs, id -> {
            waiting.remove(id);
            goOn.run();
        });
        waiting.put(timer, end);
    }

    /** Ends all of them, and lets nobody wait any more. */
    void close() {
        closed = true;
        waiting.keySet().forEach(vertx::cancelTimer);
        List.copyOf(waiting.values()).forEach(Runnable::run);
        waiting.clear();
    }
}
