package org.livetally.logging;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Decides which of many repeated events are logged: the first, then one per interval, with the number of those in
 * between. Thread-safe. It tells at most {@link #MAX_KINDS} kinds apart, so what clients send can fill neither the log
 * nor this object.
 */
public final class LogThrottle {
    static final long INTERVAL_S = 10;
    static final int MAX_KINDS = 64;
    private static final String OTHERS = "";

    private final Map<String, Kind> kinds = new HashMap<>();

    private static final class Kind {
        private long saidAt;
        private long silent;
    }

    /**
     * Counts one more event.
     *
     * @param kind one of a short list, never text from a client, since each kind is remembered for good
     * @param now {@link System#nanoTime()}
     * @return how many were skipped since the last line of this kind; empty if this one is to be skipped, too
     */
    public synchronized OptionalLong admit(String kind, long now) {
        String told = kinds.containsKey(kind) || kinds.size() < MAX_KINDS ? kind : OTHERS;
        Kind known = kinds.get(told);
        if (known == null) {
            known = new Kind();
            kinds.put(told, known);
        } else if (now - known.saidAt < TimeUnit.SECONDS.toNanos(INTERVAL_S)) {
            known.silent++;
            return OptionalLong.empty();
        }
        long silent = known.silent;
        known.saidAt = now;
        known.silent = 0;
        return OptionalLong.of(silent);
    }

    /** The text to append for the events that were skipped; empty for none. */
    public static String others(long more) {
        return more == 0 ? "" : " (and " + more + " more like it since the last such line)";
    }
}
