package org.livetally.client;

import java.util.concurrent.TimeUnit;
import org.livetally.wire.MessageLimits;

/**
 * Room for messages without an answer: whoever reads the input waits here, so that memory stays constant however long the
 * input is and whatever the server does. Thread-safe.
 */
final class Room {
    private static final int MAX_MESSAGES = 4 * MessageLimits.MAX_FRAME_MESSAGES;
    private static final long MAX_BYTES = 16 << 20;

    private int messages;
    private long bytes;
    private boolean closed;

    /** Waits for room for a message; returns false if there will be none. */
    synchronized boolean enter(int length) throws InterruptedException {
        while (!closed && messages > 0 && (messages >= MAX_MESSAGES || bytes + length > MAX_BYTES)) {
            wait();
        }
        if (!closed) {
            messages++;
            bytes += length;
        }
        return !closed;
    }

    synchronized void leave(int length) {
        messages--;
        bytes -= length;
        notifyAll();
    }

    /** Takes no more messages. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits until no message is left, for this time at most; returns whether none is. */
    synchronized boolean awaitEmpty(long ms) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (messages > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized int messages() {
        return messages;
    }
}
