package org.livetally.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What this node counts and measures about itself, over all event loops. Recording neither locks nor allocates;
 * {@link Exposition} shows the values.
 */
public final class Metrics {
    public final LimitCounters limits = new LimitCounters();
    public final Connections connections = new Connections();
    public final OrderCounters orders = new OrderCounters();
    public final NotifyCounters notifications = new NotifyCounters();
    public final ArchiveCounters archives = new ArchiveCounters();
    public final FrameCounters frames = new FrameCounters();
    public final LongAdder likes = new LongAdder();
    public final LongAdder auditCpuNanos = new LongAdder();
    public final Histogram batchOrders = Histogram.ofMessages(Metric.BATCH_ORDERS);
    public final Histogram ack = Histogram.ofSeconds(Metric.ACK);
    public final Histogram redisRoundTrip = Histogram.ofSeconds(Metric.REDIS_ROUND_TRIP, "script");
    public final Histogram orderToFrame = Histogram.ofSeconds(Metric.ORDER_TO_FRAME);
    public final Histogram eventLoopLag = Histogram.ofSeconds(Metric.EVENT_LOOP_LAG);
    /** Links to Redis that are open, and how many of them are connected. */
    public final AtomicInteger links = new AtomicInteger();

    public final AtomicInteger connectedLinks = new AtomicInteger();
    public final RedisOutages redisOutages = new RedisOutages();

    private final List<Queue> queues = new CopyOnWriteArrayList<>();
    private volatile boolean boardsStale;
    private volatile boolean ready;

    private record Queue(AtomicInteger size, int limit) {}

    /** Adds the queue of an event loop, for the life of the process. */
    public void watchQueue(AtomicInteger size, int limit) {
        queues.add(new Queue(size, limit));
    }

    /** Notes whether screens are told that their numbers are stale. */
    public void boardsAreStale(boolean now) {
        boardsStale = now;
    }

    /** Whether screens are told that their numbers are stale. */
    public boolean areBoardsStale() {
        return boardsStale;
    }

    /** Notes the last answer of {@code /health/ready}. */
    public void isReady(boolean now) {
        ready = now;
    }

    List<Histogram> histograms() {
        return List.of(batchOrders, ack, redisRoundTrip, orderToFrame, eventLoopLag);
    }

    double queued() {
        return queues.stream().mapToInt(queue -> queue.size.getOpaque()).sum();
    }

    double queueLimit() {
        return queues.stream().mapToInt(Queue::limit).sum();
    }

    double redisConnected() {
        return one(links.get() > 0 && connectedLinks.get() == links.get());
    }

    double redisWritable() {
        return one(redisConnected() == 1 && redisOutages.isEmpty());
    }

    double boardsStale() {
        return one(boardsStale);
    }

    double ready() {
        return one(ready);
    }

    /** 1 for yes. */
    public static double one(boolean yes) {
        return yes ? 1 : 0;
    }
}
