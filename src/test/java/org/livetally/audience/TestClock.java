package org.livetally.audience;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that advances only when told. */
final class TestClock implements InstantSource {
    static final long START = 1_592_208_000_000L;

    private final AtomicLong now = new AtomicLong(START);

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now.get());
    }

    void advance(long ms) {
        now.addAndGet(ms);
    }
}
