package org.livetally.ledger.record;

import io.vertx.core.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * together, with nothing before and after. So while streams stand in the line, a look every {@value Departures#LOOK_MS} ms doubles
 * the bound, up to {@value #MOST}, if nothing has landed since the last one. If something has, the bound halves. Places
 * are filled again by halves, so that batches leave together and the pauses between them show. No looks are taken while
 * the line is empty and the bound is at its least.
 *
 * <p>A stream has one batch in flight at most, and goes to the end of the line after it. So one with thousands of
 * messages waiting holds one with a single message up for a batch, not for all of its own.
 *
 * <p>Each server of a Redis Cluster has its own line and its own bound ({@link Departures}): one that is away, slow or silent
 * holds up no stream of another.
 *
 * <p>A batch counts until its messages are answered, also while the connection is lost. Then those that were in flight
 * are sent again first, and the line goes on after them.
 */
final class BatchesInFlight {
    /** A server works on one at a time; the others are on their way to it or back, or are made durable together. */
    static final int LEAST = 16;

    static final int MOST = 1_024;
    private final RedisLink redis;
    private final Context loop;
    /** By the name of the server. */
    private final Map<String, Departures> servers = new HashMap<>();

    BatchesInFlight(RedisLink redis, Context loop) {
        this.redis = redis;
        this.loop = loop;
    }

    /** How many may be in flight now, of the server for which most may be. */
    int bound() {
        return servers.values().stream().mapToInt(Departures::bound).max().orElse(LEAST);
    }

    /** How many are. */
    int inFlight() {
        return servers.values().stream().mapToInt(Departures::inFlight).sum();
    }

    /** Adds a stream that has messages, none of them in flight, unless it is in the line. */
    void join(StreamQueue queue) {
        queue.departures = of(queue);
        queue.departures.join(queue);
    }

    private Departures of(StreamQueue queue) {
        return servers.computeIfAbsent(redis.server(queue.key()), server -> new Departures(redis, loop));
    }

    /** Removes a stream that has no messages any more. */
    void leave(StreamQueue queue) {
        if (queue.departures != null) {
            queue.departures.leave(queue);
        }
    }

    /**
     * A batch was answered.
     *
     * @param hasMore whether its stream has messages, and goes to the end of the line of the server that has it now
     */
    void landed(StreamQueue queue, boolean hasMore) {
        Departures from = Objects.requireNonNull(queue.departures);
        boolean stays = hasMore && of(queue) == from;
        from.landed(queue, stays);
        if (hasMore && !stays) {
            join(queue);
        }
    }

    /** Lets as many batches leave as may, now that a server is connected, or has got the keys of others. */
    void depart() {
        List.copyOf(servers.values())
                .forEach(each -> each.takeMoved(queue -> of(queue) != each).forEach(this::join));
        servers.values().forEach(Departures::depart);
    }
}
