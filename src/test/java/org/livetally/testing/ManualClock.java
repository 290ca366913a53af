package org.livetally.testing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that advances only when told; it starts on the day of the 4500-metre stream. */
public final class ManualClock implements InstantSource {
    public static final long START = 1_592_208_000_000L;

    private final AtomicLong now = new AtomicLong(START);

    public void advance(long ms) {
        now.addAndGet(ms);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now.get());
    }
}
