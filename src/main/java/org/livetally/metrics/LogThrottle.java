package org.livetally.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Says of many like events which are worth a line in the log: the first, and then one an interval, with the number of those
 * between. For one event loop.
 */
public final class LogThrottle {
    static final long INTERVAL_S = 10;

    private final Map<String, Kind> kinds = new HashMap<>();

    private static final class Kind {
        private long saidAt;
        private long silent;
    }

    /**
     * One more event.
     *
     * @param kind one of a closed list: each is remembered for good
     * @param now as {@link System#nanoTime()} tells it
     * @return how many were passed over since the last line of its kind; empty if this one is to be passed over, too
     */
    public OptionalLong admit(String kind, long now) {
        Kind known = kinds.get(kind);
        if (known == null) {
            known = new Kind();
            kinds.put(kind, known);
        } else if (now - known.saidAt < TimeUnit.SECONDS.toNanos(INTERVAL_S)) {
            known.silent++;
            return OptionalLong.empty();
        }
        long silent = known.silent;
        known.saidAt = now;
        known.silent = 0;
        return OptionalLong.of(silent);
    }
}
