package org.livetally.intake.connectors;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The deliveries of one event loop: few at a time, so that a storm of them never stands before the orders of sockets;
 * the others wait, within bounds of number, bytes and time.
 */
final class HookQueue {
    /** Deliveries at a time: with more, those of sockets wait longer, and no delivery is faster (docs/performance.md). */
    private static final int MAX_RUNNING = 16;

    private static final int MAX_WAITING = 16_384;
    private static final long MAX_WAITING_BYTES = 64L << 20;
    /** Platforms give up after five seconds: what has waited longer is sent again anyway. */
    private static final long MAX_WAIT_MS = 4_000;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int running;
    private boolean starting;

    private record Waiting(Supplier<Future<?>> work, Runnable late, int bytes, long since) {}

    /**
     * Runs the work now or soon.
     *
     * @param work never fails synchronously
     * @param late is called instead, if its turn does not come in time
     * @return false if too much waits already
     */
    boolean submit(int bytes, Supplier<Future<?>> work, Runnable late) {
        if (waiting.size() >= MAX_WAITING || waitingBytes + bytes > MAX_WAITING_BYTES) {
            return false;
        }
        waiting.add(new Waiting(work, late, bytes, System.nanoTime()));
        waitingBytes += bytes;
        start();
        return true;
    }

    private void start() {
        if (starting) {
            return; // a delivery that ended at once: the loop below goes on
        }
        starting = true;
        while (running < MAX_RUNNING && !waiting.isEmpty()) {
            Waiting next = waiting.remove();
            waitingBytes -= next.bytes;
            if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - next.since) > MAX_WAIT_MS) {
                next.late.run();
                continue;
            }
            running++;
            next.work.get().onComplete(done -> {
                running--;
                start();
            });
        }
        starting = false;
    }
}
