package org.livetally.ledger.record;

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
import org.livetally.domain.order.Code;
import org.livetally.domain.order.OrderMessage;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.QueuedMessage;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Records the messages of one event loop's producers: a bounded queue, with a {@link StreamQueue} for each stream that
 * has messages waiting or in flight.
 *
 * <p>Group commit sets its own pace: while a stream's batch is in flight, the next one fills. A message that arrives
 * while nothing is in flight leaves at the end of the current turn of the event loop, with all others of that turn. All
 * methods must be called on the owning event loop, and receipts are given there.
 *
 * <p>A disk that is nearly full refuses every message, resends too, though those would write nothing: that is one rule,
 * checked before the queue. Likes are held back meanwhile, since they are sums; leases of viewers and revocations are
 * still written, since they are small.
 */
public final class Recorder {
    /** Messages that wait longer are answered {@code unavailable}, so that every message is answered. */
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
    /** Only this event loop writes it; scrapes of the metrics read it. */
    private final AtomicInteger queued = new AtomicInteger();

    private @Nullable Promise<Void> drained;

    /** Is told when something was recorded. */
    @FunctionalInterface
    public interface Changed {
        /** @param since {@link System#nanoTime()} at which the oldest message of it was received */
        void accept(String stream, long since);
    }

    /**
     * To be constructed on the event loop of the link.
     *
     * @param acks of the node
     * @param limit maximum of messages that wait or are in flight on this event loop
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

    /** Refuses messages while there is a problem; null means none. The supplier is called for each message. */
    public Recorder refusingWhile(Supplier<@Nullable Reason> problem) {
        this.problem = problem;
        return this;
    }

    /** Records a message; {@code done} receives its receipt, once it is on disk or refused. */
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
                    .add(new QueuedMessage(LedgerEntry.of(message, clock.millis()), System.nanoTime(), settled));
        }
    }

    /** Refuses new messages; completes when all accepted ones have their receipt. */
    public Future<Void> drain() {
        Promise<Void> promise = drained == null ? Promise.promise() : drained;
        drained = promise;
        completeIfDrained();
        return promise.future();
    }

    private void completeIfDrained() {
        if (drained != null && queued.getPlain() == 0) {
            // After the tasks that the receipts have scheduled, so that answers leave before connections close.
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
        return new ArrayList<>(queues.values()); // a copy, since a queue may be removed meanwhile
    }
}
