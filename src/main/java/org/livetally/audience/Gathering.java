package org.livetally.audience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.livetally.metrics.LimitCounters;

/**
 * What came in for one stream since its last flush.
 *
 * <p>A connection is one view of the stream. If it opened before the stream went live, it becomes a view at the start,
 * provided that it is still open then: who waited for the stream is not missing in {@code uniqueViewers}, by which sales
 * are divided. Likes outside live are dropped.
 */
final class Gathering {
    private static final long MINUTE_MS = 60_000;
    /** Views have ids, so unlike likes they take memory: some 200 bytes each. */
    static final int MAX_OPENED = 100_000;
    /** What a flush takes at most: one script adds it, and all streams wait for that. The rest goes with the next ones. */
    static final int MAX_FLUSHED = 5_000;

    static final int MAX_FLUSHED_MINUTES = 100;

    private final LimitCounters counters;
    private Map<Long, Long> likes = new HashMap<>();
    private List<Viewer> opened = new ArrayList<>();
    private final Set<Viewer> waiting = new LinkedHashSet<>();

    Gathering(LimitCounters counters) {
        this.counters = counters;
    }

    void like(int count, long now) {
        likes.merge(now - now % MINUTE_MS, (long) count, Long::sum);
    }

    void opened(Viewer viewer) {
        if (opened.size() < MAX_OPENED) {
            opened.add(viewer);
        } else {
            counters.viewsDropped.increment();
        }
    }

    /** A view stays a view, but who leaves before the start has not seen the stream. */
    void closed(Viewer viewer) {
        waiting.remove(viewer);
    }

    boolean isEmpty() {
        return likes.isEmpty() && opened.isEmpty();
    }

    /** Takes everything out, or as much as one flush may take. */
    Flush freeze(long number, int open) {
        return new Flush(number, open, takeLikes(), takeOpened());
    }

    private Map<Long, Long> takeLikes() {
        Map<Long, Long> taken = likes;
        likes = new HashMap<>();
        if (taken.size() > MAX_FLUSHED_MINUTES) {
            taken.keySet().stream().skip(MAX_FLUSHED_MINUTES).forEach(minute -> likes.put(minute, taken.get(minute)));
            taken.keySet().removeAll(likes.keySet());
        }
        return taken;
    }

    private List<Viewer> takeOpened() {
        List<Viewer> all = opened;
        int taken = Math.min(all.size(), MAX_FLUSHED);
        opened = new ArrayList<>(all.subList(taken, all.size()));
        return all.subList(0, taken);
    }

    /**
     * Redis has answered the flush.
     *
     * @param present the connections that are open now
     */
    void settle(Flush flush, Tally tally, Set<Viewer> present) {
        if (!tally.counted()) {
            flush.opened().stream().filter(present::contains).forEach(waiting::add);
        }
        if (tally.live()) {
            opened.addAll(waiting);
            waiting.clear();
        }
    }
}
