package org.livetally.ledger.record;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Queue;
import org.livetally.redis.client.RedisLink;

/**
 * How many batches of one event loop are in flight at once: at most {@value #MOST}. The other streams stand in a line,
 * first come first served, and their messages gather meanwhile.
 *
 * <p>So batches grow exactly when Redis is the limit, however many streams share it, and a batch costs Redis and this
 * server about as much as several orders do. Without a bound, all of 2,000 streams had a batch of one or two orders in
 * flight, for a tenth of a second each. The collector copied all of them again and again, which took a third of the
 * server's time. While fewer are in flight, which is always so on a server that is not at its limit, a batch leaves at
 * the end of the turn of the event loop in which its first message came.
 *
 * <p>A stream has one batch in flight at most, and goes to the end of the line after it. So one with thousands of
 * messages waiting holds one with a single message up for a batch, not for all of its own.
 *
 * <p>A batch counts until its messages are answered, also while the connection is lost. Then those that were in flight
 * are sent again first, and the line goes on after them.
 */
final class BatchesInFlight {
    /** Redis works on one at a time; the others are on their way to it or back, or are made durable together. */
    static final int MOST = 16;

    private final RedisLink redis;
    private final Context loop;
    private final Queue<StreamQueue> line = new ArrayDeque<>();
    private int inFlight;
    private boolean scheduled;
    private boolean departing;

    BatchesInFlight(RedisLink redis, Context loop) {
        this.redis = redis;
        this.loop = loop;
    }

    /** Adds a stream that has messages, none of them in flight, and is not in the line yet. */
    void join(StreamQueue queue) {
        line.add(queue);
        if (!scheduled && inFlight < MOST) {
            scheduled = true;
            loop.runOnContext(turn -> {
                scheduled = false;
                depart();
            });
        }
    }

    /** A batch was answered. */
    void landed() {
        inFlight--;
        depart();
    }

    /** Lets as many batches leave as may, if there is a connection. */
    void depart() {
        if (departing) {
            return; // a batch was answered at once, without Redis: the loop below goes on
        }
        departing = true;
        try {
            while (inFlight < MOST && !line.isEmpty() && redis.isConnected()) {
                inFlight++; // before it departs, since its messages may be answered at once
                if (!line.remove().depart()) {
                    inFlight--;
                }
            }
        } finally {
            departing = false;
        }
    }
}
