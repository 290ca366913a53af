package org.livetally.audience;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.LimitCounters;
import org.livetally.redis.StreamKeys;
import org.livetally.socket.TextFrame;

/**
 * The audience of one stream on this event loop: who is there, what was gathered, what Redis has not answered yet.
 *
 * <p>One flush at a time is on its way. When its outcome is unknown, the very same flush is sent again, and what comes in
 * meanwhile waits for the next; so each like is added exactly once, however often a connection breaks.
 */
final class Room {
    private final StreamKeys keys;
    private final Set<Viewer> present = new HashSet<>();
    private final Gathering gathering;
    private final Pulse pulse = new Pulse();
    private @Nullable Flush frozen;
    private boolean sending;
    private boolean failing;
    private boolean resting;
    private boolean renewal;
    private int reported;

    Room(StreamKeys keys, LimitCounters counters) {
        this.keys = keys;
        this.gathering = new Gathering(counters);
    }

    StreamKeys keys() {
        return keys;
    }

    void join(Viewer viewer) {
        present.add(viewer);
        gathering.opened(viewer);
        TextFrame latest = pulse.latest();
        if (latest != null) {
            viewer.send(latest);
        }
    }

    void leave(Viewer viewer) {
        present.remove(viewer);
        viewer.leave();
        gathering.closed(viewer);
    }

    /** At the end of the node: nobody is here any more, though sockets may still be closing. */
    void evictAll() {
        present.clear();
        renew();
    }

    void like(int count, long now) {
        gathering.like(count, now);
    }

    /** Lets the next flush go out even if it carries nothing but the lease, or failed a moment ago. */
    void renew() {
        renewal = !present.isEmpty();
        resting = false;
    }

    /**
     * What to send now; null if there is nothing, the last flush is under way, or a failed one rests for a moment.
     *
     * @param held likes and views stay here: only who is present is said, once a second
     */
    @Nullable
    Flush next(LongSupplier numbers, boolean held) {
        if (sending || resting || !(held ? owesLease() : owesFlush())) {
            return null;
        }
        if (frozen == null) {
            long number = numbers.getAsLong();
            frozen = held
                    ? new Flush(number, present.size(), Map.of(), List.of())
                    : gathering.freeze(number, present.size());
            renewal = false;
        }
        sending = true;
        return frozen;
    }

    void answered(Flush flush, Tally tally) {
        frozen = null;
        sending = false;
        failing = false;
        reported = flush.open();
        gathering.settle(flush, tally, present);
    }

    /** Keeps the flush. Returns whether this is the first failure in a row. */
    boolean failed() {
        boolean first = !failing;
        sending = false;
        resting = true;
        failing = true;
        return first;
    }

    /** News of the stream, with a flush or without one. */
    void heard(Tally tally) {
        pulse.update(tally);
    }

    /** Shows the viewers what changed, if it is time to. */
    void pulse(long now) {
        TextFrame frame = pulse.next(now);
        if (frame != null) {
            present.forEach(viewer -> viewer.send(frame));
        }
    }

    boolean hasWork() {
        return owesFlush() || (pulse.isOwed() && !present.isEmpty());
    }

    /** Nobody is here, and Redis knows. */
    boolean isOver() {
        return present.isEmpty() && !owesFlush();
    }

    private boolean owesLease() {
        return frozen != null || renewal || (present.isEmpty() && reported > 0);
    }

    private boolean owesFlush() {
        return frozen != null || renewal || !gathering.isEmpty() || present.size() != reported;
    }
}
