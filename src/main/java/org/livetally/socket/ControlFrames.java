package org.livetally.socket;

import java.util.concurrent.TimeUnit;

/**
 * Counts the pings, and the pongs that nobody asked for, of one peer. Any number may come at once, since a pong that is
 * not read is dropped; a peer that goes on so is told to go.
 */
final class ControlFrames {
    /** Some pings a second are what eager clients send. */
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
            boolean few = count <= MAX;
            since = now;
            count = 1;
            return few;
        }
        count++;
        return true;
    }
}
