package org.livetally.ledger.record;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Lists streams among those in which orders may expire ({@link UnpaidOrders}), before the first such order is recorded. One
 * server runs what comes over a connection in its order; in a Redis Cluster the list may be on another one, whose answer is
 * waited for, once: that server may be away later, which must not hold up streams of others. After that a stream is listed anew now
 * and then, without waiting: a failover may lose the list, and a stream that has ended is taken off it. One per event loop.
 */
final class ExpiringStreams {
    private static final long ANEW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST = 10_000;

    private final RedisLink redis;
    private final LongSupplier nanos;
    /** When each was listed last; without those that were used least recently, if there are too many. */
    private final Map<String, Long> listedAt = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    /** @param nanos measures how long ago something was */
    ExpiringStreams(RedisLink redis, LongSupplier nanos) {
        this.redis = redis;
        this.nanos = nanos;
    }

    /** Completes when a stream is listed, or will be before whatever this link sends next. */
    Future<?> list(String stream) {
        Long before = listedAt.get(stream);
        long now = nanos.getAsLong();
        if (before == null) {
            Future<?> listed = addKept(stream).onSuccess(done -> listedAt.put(stream, now));
            return redis.isCluster() ? listed : Future.succeededFuture();
        }
        if (now - before > ANEW_NANOS) {
            listedAt.put(stream, now);
            add(stream).onFailure(e -> listedAt.replace(stream, now, before)); // the next order tries again
        }
        return Future.succeededFuture();
    }

    /** Lists it again, since it may have been taken off just before. */
    void listAgain(String stream) {
        add(stream);
    }

    private Future<?> add(String stream) {
        return redis.send(command(stream));
    }

    /** An ack over replicas waits for those of the order's server; the list may be on another one. */
    private Future<?> addKept(String stream) {
        return redis.isCluster() ? redis.sendReplicated(command(stream), StreamKeys.HOLDS) : add(stream);
    }

    private static Request command(String stream) {
        return Request.cmd(Command.SADD).arg(StreamKeys.HOLDS).arg(stream);
    }
}
