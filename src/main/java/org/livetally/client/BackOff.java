package org.livetally.client;

import java.util.concurrent.ThreadLocalRandom;

/** Times between attempts, as those of the client library: at random, up to a maximum that doubles. */
final class BackOff {
    private static final long FIRST_MS = 250;
    private static final long LAST_MS = 5_000;
    private static final int DOUBLINGS = 5;

    private int attempt;

    long next() {
        long ceiling = Math.min(LAST_MS, 2 * FIRST_MS << Math.min(attempt++, DOUBLINGS));
        return ThreadLocalRandom.current().nextLong(FIRST_MS, ceiling + 1);
    }

    void reset() {
        attempt = 0;
    }
}
