package org.livetally.audience;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.LimitCounters;
import org.livetally.redis.client.StreamKeys;
import org.livetally.socket.TextFrame;

/**
 * The audience of one stream on this event loop: the viewers, what was gathered, and what Redis has not answered yet.
 *
 * <p>Only one batch is in flight at a time. While its outcome is unknown the same batch is sent again, and newer likes
 * wait for the next one. So each like is added exactly once, however often a connection breaks.
 */
final class StreamAudience {
    private final StreamKeys keys;
    private final Set<Viewer> present = new HashSet<>();
    private final PendingAudience pending;
    private final Pulse pulse = new Pulse();
    private @Nullable AudienceBatch frozen;
    private boolean sending;
    private boolean failing;
    private boolean resting;
    private boolean renewal;
    private int reported;

    StreamAudience(StreamKeys keys, LimitCounters counters) {
        this.keys = keys;
        this.pending = new PendingAudience(counters);
    }

    StreamKeys keys() {
        return keys;
    }

    void join(Viewer viewer) {
        present.add(viewer);
        pending.opened(viewer);
        TextFrame latest = pulse.latest();
        if (latest != null) {
            viewer.send(latest);
        }
    }

    void leave(Viewer viewer) {
        present.remove(viewer);
        viewer.leave();
        pending.closed(viewer);
    }

    /** Removes all viewers when the node stops, though their sockets may still be closing. */
    void evictAll() {
        present.clear();
        renew();
    }

    void like(Viewer viewer, ViewerMessage.Like like, long now) {
        pending.like(viewer, like, now);
    }

    /** Allows the next batch even if it only renews the lease, or if the last one failed a moment ago. */
    void renew() {
        renewal = !present.isEmpty();
        resting = false;
    }

    /**
     * The batch to send now; null if there is nothing to send, if the last one is in flight, or if it failed a moment
     * ago.
     *
     * @param held whether to hold back likes and views; then a batch only says who is present, once a second
     */
    @Nullable
    AudienceBatch next(LongSupplier numbers, boolean held) {
        if (sending || resting || !(held ? owesLease() : owesBatch())) {
            return null;
        }
        if (frozen == null) {
            long number = numbers.getAsLong();
            frozen = held ? new AudienceBatch(number, present.size()) : pending.freeze(number, present.size());
            renewal = false;
        }
        sending = true;
        return frozen;
    }

    void onReply(AudienceBatch batch, AudienceCounts counts) {
        frozen = null;
        sending = false;
        failing = false;
        reported = batch.open();
        pending.settle(batch, counts, present);
    }

    /** Keeps the batch, to be sent again. Returns whether this is the first failure in a row. */
    boolean failed() {
        boolean first = !failing;
        sending = false;
        resting = true;
        failing = true;
        return first;
    }

    /** Takes over figures of the stream, whether a batch brought them or not. */
    void onCounts(AudienceCounts counts) {
        pulse.update(counts);
    }

    /** Sends the viewers what has changed, if the last frame is old enough. */
    void pulse(long now) {
        TextFrame frame = pulse.next(now);
        if (frame != null) {
            present.forEach(viewer -> viewer.send(frame));
        }
    }

    boolean hasWork() {
        return owesBatch() || (pulse.isOwed() && !present.isEmpty());
    }

    /** Whether nobody is here any more and Redis knows it. */
    boolean isOver() {
        return present.isEmpty() && !owesBatch();
    }

    private boolean owesLease() {
        return frozen != null || renewal || (present.isEmpty() && reported > 0);
    }

    private boolean owesBatch() {
        return frozen != null || renewal || !pending.isEmpty() || present.size() != reported;
    }
}
