package org.livetally.ledger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.Metrics;
import org.livetally.model.Code;
import org.livetally.model.Ids;
import org.livetally.model.OrderMessage;
import org.livetally.model.Reason;
import org.livetally.model.Receipt;
import org.livetally.model.Rejection;
import org.livetally.model.Rule;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/**
 * Records the messages of one event loop's producers: a bounded queue, and a {@link StreamQueue} for each stream that has something in it.
 *
 * <p>Group commit clocks itself: while a stream's batch is in flight, the next one fills; a message that finds nothing in
 * flight goes out at the end of the current turn of the event loop, with all that arrived in it. All methods are called on the
 * owning event loop, and receipts are given on it.
 */
public final class Recorder {
    /** What waits longer than this is answered {@code unavailable}, so that producers are never left without a word. */
    static final long PATIENCE_MS = 10_000;

    private static final long CHECK_MS = 500;

    private final RedisLink redis;
    private final InstantSource clock;
    private final AckMemory acks;
    private final int limit;
    private final Changed changed;
    private final Histogram.Writer batchSize;
    private final Histogram.Writer ackTime;
    private final Context loop;
    private final Map<String, StreamQueue> queues = new HashMap<>();
    private Supplier<@Nullable Reason> problem = () -> null;
    /** Only this event loop writes it; whoever scrapes the metrics looks into it. */
    private final AtomicInteger queued = new AtomicInteger();

    private @Nullable Promise<Void> drained;

    /** Told that something was recorded. */
    @FunctionalInterface
    public interface Changed {
        /** @param since {@link System#nanoTime()} at which the oldest message of it was read */
        void accept(String stream, long since);
    }

    /**
     * On the link's event loop.
     *
     * @param acks of the node
     * @param limit the most messages that wait or are in flight on this event loop
     */
    public Recorder(
            Vertx vertx,
            RedisLink redis,
            InstantSource clock,
            AckMemory acks,
            int limit,
            Metrics metrics,
            Changed changed) {
        this.redis = redis;
        this.clock = clock;
        this.acks = acks;
        this.limit = limit;
        this.changed = changed;
        this.batchSize = metrics.batchOrders.writer();
        this.ackTime = metrics.ack.writer();
        this.loop = vertx.getOrCreateContext();
        metrics.watchQueue(queued, limit);
        redis.onConnected(() -> copyOfQueues().forEach(StreamQueue::connected));
        vertx.setPeriodic(CHECK_MS, id -> copyOfQueues().forEach(StreamQueue::dropImpatient));
    }

    /** Refuses messages while there is a problem, which is null if there is none. It is asked for each message. */
    public Recorder refusingWhile(Supplier<@Nullable Reason> problem) {
        this.problem = problem;
        return this;
    }

    /** Records a message; {@code done} gets its receipt, once it is on disk or refused. */
    public void record(OrderMessage message, Consumer<Receipt> done) {
        Reason trouble = problem.get();
        StreamQueue open = queues.get(message.stream());
        if (open == null && !Ids.isStream(message.stream())) {
            done.accept(unknownStream(Rule.NO_STREAM));
        } else if (drained != null) {
            done.accept(new Rejection(Code.UNAVAILABLE, Rule.STOPPING.reason()));
        } else if (trouble != null) {
            done.accept(new Rejection(Code.UNAVAILABLE, Rule.SEND_LATER.reason(trouble)));
        } else if (queued.getPlain() >= limit) {
            done.accept(new Rejection(Code.BUSY, Rule.QUEUE_FULL.reason()));
        } else {
            queued.setOpaque(queued.getPlain() + 1);
            Consumer<Receipt> settled = receipt -> {
                queued.setOpaque(queued.getPlain() - 1);
                done.accept(receipt);
                completeIfDrained();
            };
            (open == null ? queue(message.stream()) : open)
                    .add(new Pending(LedgerEntry.of(message, clock.millis()), System.nanoTime(), settled));
        }
    }

    /** Takes no more orders; completes when all that were taken have their receipt. */
    public Future<Void> drain() {
        Promise<Void> promise = drained == null ? Promise.promise() : drained;
        drained = promise;
        completeIfDrained();
        return promise.future();
    }

    private void completeIfDrained() {
        if (drained != null && queued.getPlain() == 0) {
            // Behind what the receipts have scheduled: the answers leave before anybody says goodbye.
            Promise<Void> all = drained;
            loop.runOnContext(turn -> all.tryComplete());
        }
    }

    static Rejection unknownStream(Rule rule) {
        return new Rejection(Code.UNKNOWN_STREAM, "stream", rule.reason());
    }

    private StreamQueue queue(String stream) {
        return queues.computeIfAbsent(
                stream,
                id -> new StreamQueue(
                        new StreamKeys(id),
                        redis,
                        clock,
                        acks,
                        loop,
                        since -> changed.accept(id, since),
                        batchSize,
                        ackTime,
                        queue -> queues.remove(id, queue)));
    }

    private Iterable<StreamQueue> copyOfQueues() {
        return new ArrayList<>(queues.values()); // settling may remove one
    }
}
