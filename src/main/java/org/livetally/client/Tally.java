package org.livetally.client;

import java.util.concurrent.atomic.AtomicLong;

/** What became of the lines so far. Thread-safe. */
public final class Tally {
    final AtomicLong recorded = new AtomicLong();
    final AtomicLong duplicate = new AtomicLong();
    final AtomicLong refused = new AtomicLong();

    public long recorded() {
        return recorded.get();
    }

    /** Lines that the server had before. */
    public long duplicate() {
        return duplicate.get();
    }

    public long refused() {
        return refused.get();
    }

    /** Lines that are done with. */
    public long settled() {
        return recorded() + duplicate() + refused();
    }
}
