package org.livetally.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Says of many like events which are worth a line in the log: the first, and then one an interval, with the number of those
 * between. From any thread. However many kinds there are, no more than {@link #MAX_KINDS} are told apart: what clients send
 * can fill neither the log nor this.
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
     * One more event.
     *
     * @param kind one of a short list, never what a client chose: each is remembered for good
     * @param now as {@link System#nanoTime()} tells it
     * @return how many were passed over since the last line of its kind; empty if this one is to be passed over, too
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

    /** What to add to a line for those that were passed over; empty for none. */
    public static String others(long more) {
        return more == 0 ? "" : " (and " + more + " more like it since the last such line)";
    }
}
