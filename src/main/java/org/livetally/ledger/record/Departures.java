package org.livetally.ledger.record;

import io.vertx.core.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.livetally.redis.client.RedisLink;

/** The batches of one event loop for one server: those in flight, and the line of streams that wait; see {@link BatchesInFlight}. */
final class Departures {
    /** With 2 ms, turns of a near Redis at work looked like a long way: an order over 1,000 streams cost 19 µs in place of 14. */
    static final long LOOK_MS = 8;

    private final RedisLink redis;
    private final Context loop;
    private final Set<StreamQueue> line = new LinkedHashSet<>();
    /** Of the stream that came last: whether it can be reached tells whether the server can. */
    private String key = "";

    private int bound = BatchesInFlight.LEAST;
    private int inFlight;
    private boolean departing;
    private boolean looking;
    private boolean landedSinceLook;

    Departures(RedisLink redis, Context loop) {
        this.redis = redis;
        this.loop = loop;
    }

    /** How many may be in flight now. */
    int bound() {
        return bound;
    }

    /** How many are. */
    int inFlight() {
        return inFlight;
    }

    /** Adds a stream that has messages, none of them in flight, unless it is in the line. */
    void join(StreamQueue queue) {
        key = queue.key();
        boolean isFirst = line.isEmpty(); // the others wait for a turn that is to come, or for a place
        line.add(queue);
        if (isFirst) {
            loop.runOnContext(turn -> depart());
        }
    }

    /** Removes a stream that has no messages any more. */
    void leave(StreamQueue queue) {
        line.remove(queue);
    }

    /**
     * A batch was answered.
     *
     * @param hasMore whether its stream has messages, and goes to the end of the line
     */
    void landed(StreamQueue queue, boolean hasMore) {
        landedSinceLook = true;
        inFlight--;
        boolean wasFull = !line.isEmpty();
        if (hasMore) {
            line.add(queue);
        }
        if (!wasFull || inFlight <= bound / 2) {
            depart();
        }
    }

    /** Lets as many batches leave as may, if the server is connected. */
    void depart() {
        if (departing) {
            return; // a batch was answered at once, without Redis: the loop below goes on
        }
        departing = true;
        try {
            while (inFlight < bound && !line.isEmpty() && redis.isConnected(first().key())) {
                inFlight++; // before it departs, since its messages may be answered at once
                if (!next().depart()) {
                    inFlight--;
                }
            }
        } finally {
            departing = false;
        }
        watch();
    }

    private StreamQueue first() {
        return line.iterator().next();
    }

    private StreamQueue next() {
        StreamQueue first = first();
        line.remove(first);
        return first;
    }

    /** Takes those out of the line whose keys are elsewhere now. */
    List<StreamQueue> takeMoved(Predicate<StreamQueue> isElsewhere) {
        List<StreamQueue> moved = line.stream().filter(isElsewhere).toList();
        moved.forEach(line::remove);
        return moved;
    }

    private void watch() {
        if (!looking && redis.isConnected(key) && (!line.isEmpty() || bound > BatchesInFlight.LEAST)) {
            looking = true;
            landedSinceLook = false;
            loop.owner().setTimer(LOOK_MS, id -> look());
        }
    }

    private void look() {
        looking = false;
        if (redis.isConnected(key)) { // otherwise nothing can land, whatever the reason
            adjust();
            depart();
        }
    }

    private void adjust() {
        if (landedSinceLook || inFlight == 0) {
            bound = Math.max(BatchesInFlight.LEAST, bound / 2);
        } else if (!line.isEmpty()) {
            bound = Math.min(BatchesInFlight.MOST, bound * 2);
        }
    }
}
