package org.livetally.ledger.record;

import io.vertx.core.Context;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.livetally.redis.client.RedisLink;

/**
 * How many batches of one event loop are in flight at once: {@value #LEAST}, or more while Redis is far. The other
 * streams stand in a line, first come first served, and their messages gather meanwhile.
 *
 * <p>So batches grow exactly when Redis is the limit, however many streams share it, and a batch costs Redis and this
 * server about as much as several orders do. Without a bound, all of 2,000 streams had a batch of one or two orders in
 * flight, for a tenth of a second each. The collector copied all of them again and again, which took a third of the
 * server's time. While fewer are in flight, which is always so on a server that is not at its limit, a batch leaves at
 * the end of the turn of the event loop in which its first message came.
 *
 * <p>The bound must not become the limit itself where batches wait for the way to Redis rather than for its work. What
 * tells the two apart is how batches land: those that Redis works on land one after the other, those on a long way land
 * together, with nothing before and after. So while streams stand in the line, a look every {@value #LOOK_MS} ms doubles
 * the bound, up to {@value #MOST}, if nothing has landed since the last one. If something has, the bound halves. Places
 * are filled again by halves, so that batches leave together and the pauses between them show. No looks are taken while
 * the line is empty and the bound is at its least.
 *
 * <p>A stream has one batch in flight at most, and goes to the end of the line after it. So one with thousands of
 * messages waiting holds one with a single message up for a batch, not for all of its own.
 *
 * <p>A batch counts until its messages are answered, also while the connection is lost. Then those that were in flight
 * are sent again first, and the line goes on after them.
 */
final class BatchesInFlight {
    /** Redis works on one at a time; the others are on their way to it or back, or are made durable together. */
    static final int LEAST = 16;

    static final int MOST = 1_024;
    /** With 2 ms, turns of a near Redis at work looked like a long way: an order over 1,000 streams cost 19 µs in place of 14. */
    private static final long LOOK_MS = 8;

    private final RedisLink redis;
    private final Context loop;
    private final Set<StreamQueue> line = new LinkedHashSet<>();
    private int bound = LEAST;
    private int inFlight;
    private boolean departing;
    private boolean looking;
    private boolean landedSinceLook;

    BatchesInFlight(RedisLink redis, Context loop) {
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

    /** Lets as many batches leave as may, if there is a connection. */
    void depart() {
        if (departing) {
            return; // a batch was answered at once, without Redis: the loop below goes on
        }
        departing = true;
        try {
            while (inFlight < bound && !line.isEmpty() && redis.isConnected()) {
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

    private StreamQueue next() {
        Iterator<StreamQueue> all = line.iterator();
        StreamQueue first = all.next();
        all.remove();
        return first;
    }

    private void watch() {
        if (!looking && redis.isConnected() && (!line.isEmpty() || bound > LEAST)) {
            looking = true;
            landedSinceLook = false;
            loop.owner().setTimer(LOOK_MS, id -> look());
        }
    }

    private void look() {
        looking = false;
        if (redis.isConnected()) { // otherwise nothing can land, whatever the reason
            adjust();
            depart();
        }
    }

    private void adjust() {
        if (landedSinceLook || inFlight == 0) {
            bound = Math.max(LEAST, bound / 2);
        } else if (!line.isEmpty()) {
            bound = Math.min(MOST, bound * 2);
        }
    }
}
