package org.livetally.ledger.record;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.OrderSink;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.domain.stream.NanoClock;
import org.livetally.domain.stream.WriteGate;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.QueuedMessage;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Records the messages of one event loop's producers: a bounded queue, with a {@link StreamQueue} for each stream that
 * has messages waiting or in flight.
 *
 * <p>Group commit sets its own pace: while a stream's batch is in flight, or other streams' batches are all that may be
 * ({@link BatchesInFlight}), the next one fills. A message that arrives while nothing is in flight leaves at the end of
 * the current turn of the event loop, with all others of that turn. All methods must be called on the owning event loop,
 * and receipts are given there.
 *
 * <p>A disk that is nearly full refuses every message, resends too, though those would write nothing: that is one rule,
 * checked before the queue. Likes are held back meanwhile, since they are sums; leases of viewers and revocations are
 * still written, since they are small.
 */
public final class Recorder implements OrderSink {
    /** Messages that wait longer are answered {@code unavailable}, so that every message is answered. */
    static final long TIMEOUT_MS = 10_000;

    private static final long CHECK_MS = 500;

    private final Setup setup;
    private final WriteGate gate;
    private final StreamQueue.Shared shared;
    private final Context loop;
    private final Map<String, StreamQueue> queues = new HashMap<>();
    /** Only this event loop writes it; scrapes of the metrics read it. */
    private final AtomicInteger queued = new AtomicInteger();

    /** No message has waited too long before this time of {@link StreamQueue.Shared#nanos}. */
    private long patientUntil;

    private @Nullable Promise<Void> drained;

    /**
     * What a recorder works with.
     *
     * @param redis the link of the event loop that the recorder belongs to
     * @param acks of the node
     * @param recent of the node: is given what was recorded
     * @param limit maximum of messages that wait or are in flight on this event loop
     */
    public record Setup(
            RedisLink redis, InstantSource clock, AckMemory acks, RecentBatches recent, Metrics metrics, int limit) {}

    /**
     * Must be constructed on the event loop of the link.
     *
     * @param gate refuses messages while it is closed
     * @param hints is told what was recorded
     */
    public Recorder(Vertx vertx, Setup setup, WriteGate gate, BoardHints hints) {
        this.setup = setup;
        this.gate = gate;
        this.loop = vertx.getOrCreateContext();
        Metrics metrics = setup.metrics;
        LongSupplier nanos = NanoClock.beside(setup.clock);
        this.shared = new StreamQueue.Shared(
                setup.redis,
                setup.clock,
                nanos,
                setup.acks,
                new BasisCache(setup.redis),
                new BatchesInFlight(setup.redis, loop),
                new ExpiringStreams(setup.redis, nanos),
                hints,
                setup.recent,
                metrics.batchOrders.writer(),
                metrics.ack.writer(),
                this::given);
        metrics.watchQueue(queued, setup.limit);
        setup.redis.onConnected(this::connected);
        patientUntil = nanos.getAsLong();
        vertx.setPeriodic(CHECK_MS, id -> dropImpatient());
    }

    /**
     * Looks at all queues only when the oldest message of the last look may have waited too long: thousands of busy streams would
     * cost as much as a tenth of their orders. What came since is younger, and what a queue takes back was in it then.
     */
    private void dropImpatient() {
        long now = shared.nanos().getAsLong();
        if (now - patientUntil < 0) {
            return;
        }
        long longest = 0;
        for (StreamQueue queue : copyOfQueues()) {
            queue.dropImpatient();
            longest = Math.max(longest, queue.waited(now));
        }
        patientUntil = now - longest + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
    }

    private void connected() {
        copyOfQueues().forEach(StreamQueue::resend);
        shared.flights().depart();
    }

    @Override
    public void record(Message message, Consumer<Receipt> done) {
        record(message, null, false, done);
    }

    @Override
    public void record(Message message, @Nullable Message asSent, Consumer<Receipt> done) {
        record(message, asSent, true, done);
    }

    private void record(Message message, @Nullable Message asSent, boolean ofProducer, Consumer<Receipt> done) {
        Reason closed = gate.closedToOrders();
        StreamQueue open = queues.get(message.stream());
        if (open == null && !Ids.isStream(message.stream())) {
            done.accept(unknownStream(Rule.NO_STREAM));
        } else if (drained != null) {
            done.accept(new Rejection(Code.UNAVAILABLE, Rule.STOPPING.reason()));
        } else if (closed != null) {
            done.accept(new Rejection(Code.UNAVAILABLE, Rule.SEND_LATER.reason(closed)));
        } else if (queued.getPlain() >= setup.limit) {
            done.accept(new Rejection(Code.BUSY, Rule.QUEUE_FULL.reason()));
        } else {
            queued.setOpaque(queued.getPlain() + 1);
            LedgerEntry entry = LedgerEntry.of(message, asSent, setup.clock.millis());
            (open == null ? queue(message.stream()) : open)
                    .add(new QueuedMessage(
                            ofProducer ? entry.ofProducer() : entry,
                            shared.nanos().getAsLong(),
                            done));
        }
    }

    private void given() {
        queued.setOpaque(queued.getPlain() - 1);
        completeIfDrained();
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
                stream, id -> new StreamQueue(new StreamKeys(id), shared, queue -> queues.remove(id, queue)));
    }

    private Iterable<StreamQueue> copyOfQueues() {
        return new ArrayList<>(queues.values()); // a copy, since a queue may be removed meanwhile
    }
}
