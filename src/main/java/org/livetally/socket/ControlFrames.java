package org.livetally.socket;

import java.util.concurrent.TimeUnit;

/**
 * Counts the pings, and the pongs that nobody asked for, of one peer. Many may come at once, as from a client that was
 * suspended, since a pong that is not read is dropped. A peer is told to go when more have come than its time allows for:
 * the silence that follows a burst counts for it.
 */
final class ControlFrames {
    /** In each window: some pings a second are what eager clients send. */
    static final int MAX = 500;

    static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    private long since;
    private int count;

    ControlFrames(long now) {
        this.since = now;
    }

    /**
     * Whether the peer may stay, now that one more has come.
     *
     * @param now {@link System#nanoTime()}
     */
    boolean admits(long now) {
        if (now - since > WINDOW_NANOS) {
            boolean few = count <= MAX * ((now - since) / WINDOW_NANOS);
            since = now;
            count = 1;
            return few;
        }
        count++;
        return true;
    }
}
