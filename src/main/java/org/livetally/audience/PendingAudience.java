package org.livetally.audience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.livetally.domain.tally.Tallies;
import org.livetally.metrics.LimitCounters;

/**
 * Likes and views of one stream since the last batch.
 *
 * <p>A connection is one view of the stream. A connection that opened before the stream went live becomes a view at the
 * start, if it is still open then. So {@code uniqueViewers}, by which sales are divided, includes viewers who waited
 * for the start. Likes are dropped while the stream is not live.
 */
final class PendingAudience {
    /** Maximum of buffered views. Unlike likes they have ids, and take some 200 bytes each. */
    static final int MAX_OPENED = 100_000;
    /**
     * Maximum of views in a batch. One script adds them all, and every stream waits for it; the rest follows in later
     * batches.
     */
    static final int MAX_BATCH_VIEWS = 5_000;

    static final int MAX_BATCH_MINUTES = 100;

    private final LimitCounters counters;
    private Map<Long, Long> likes = new HashMap<>();
    private List<Viewer> opened = new ArrayList<>();
    private Map<Viewer, LikesGiven> given = new HashMap<>();
    private final Set<Viewer> waiting = new LinkedHashSet<>();

    PendingAudience(LimitCounters counters) {
        this.counters = counters;
    }

    void like(Viewer viewer, ViewerMessage.Like like, long now) {
        likes.merge(Tallies.minuteOf(now), (long) like.count(), Long::sum);
        if (like.id() != null) {
            given.merge(viewer, new LikesGiven(like.id(), like.count()), LikesGiven::and);
        }
    }

    void opened(Viewer viewer) {
        if (opened.size() < MAX_OPENED) {
            opened.add(viewer);
        } else {
            counters.viewsDropped.increment();
        }
    }

    /** A view that was counted stays a view, but a viewer who leaves before the start has not seen the stream. */
    void closed(Viewer viewer) {
        waiting.remove(viewer);
        given.remove(viewer);
    }

    boolean isEmpty() {
        return likes.isEmpty() && opened.isEmpty();
    }

    /** Removes what was gathered, up to the maximum of one batch, and returns it. */
    AudienceBatch freeze(long number, int open) {
        return new AudienceBatch(number, open, takeLikes(), takeOpened(), takeGiven());
    }

    private Map<Long, Long> takeLikes() {
        Map<Long, Long> taken = likes;
        likes = new HashMap<>();
        if (taken.size() > MAX_BATCH_MINUTES) {
            taken.keySet().stream().skip(MAX_BATCH_MINUTES).forEach(minute -> likes.put(minute, taken.get(minute)));
            taken.keySet().removeAll(likes.keySet());
        }
        return taken;
    }

    /** Nobody is told before all their likes are counted; runs after the likes are taken. */
    private Map<Viewer, LikesGiven> takeGiven() {
        if (!likes.isEmpty()) {
            return Map.of();
        }
        Map<Viewer, LikesGiven> taken = given;
        given = new HashMap<>();
        return taken;
    }

    private List<Viewer> takeOpened() {
        List<Viewer> all = opened;
        int taken = Math.min(all.size(), MAX_BATCH_VIEWS);
        opened = new ArrayList<>(all.subList(taken, all.size()));
        return all.subList(0, taken);
    }

    /**
     * Takes note that Redis has applied the batch.
     *
     * @param present the connections that are open now
     */
    void settle(AudienceBatch batch, AudienceCounts counts, Set<Viewer> present) {
        batch.given().forEach((viewer, likes) -> viewer.send(likes.answer(counts.counted())));
        if (!counts.counted()) {
            batch.opened().stream().filter(present::contains).forEach(waiting::add);
        }
        if (counts.live()) {
            opened.addAll(waiting);
            waiting.clear();
        }
    }
}
