package org.livetally.intake.likes;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardAudience;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.domain.stream.WriteGate;
import org.livetally.logging.LogThrottle;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Counts the totals of likes that reach one event loop.
 *
 * <p>Only the highest total of a source matters, so those that wait together become one: a stream is written ten times a
 * second at most, however often its sources report. Each total has an answer of its own. All methods must be called on
 * the event loop.
 */
public final class LikeTotals {
    private static final Logger LOG = Logger.getLogger(LikeTotals.class.getName());
    private static final LogThrottle THROTTLE = new LogThrottle();
    /** Time between two writings of a stream, in milliseconds. */
    static final long PAUSE_MS = 100;
    /** Maximum of totals of an event loop that wait for their answer. */
    static final int MAX_WAITING = 4_096;

    private final Vertx vertx;
    private final Setup setup;
    private final Map<String, WaitingTotals> streams = new HashMap<>();
    private @Nullable Promise<Void> drained;
    private int waiting;

    /**
     * What it works with.
     *
     * @param redis the link of the event loop
     * @param gate refuses totals while it is closed
     * @param hints is told which streams have changed
     */
    public record Setup(RedisLink redis, InstantSource clock, WriteGate gate, BoardHints hints, Metrics metrics) {}

    /** Must be constructed on the event loop that it belongs to. */
    public LikeTotals(Vertx vertx, Setup setup) {
        this.vertx = vertx;
        this.setup = setup;
    }

    /** Counts a total; {@code done} gets its receipt, once what it adds is on disk or it is refused. */
    public void count(LikeTotal total, Consumer<Receipt> done) {
        Rejection refusal = refusal(total);
        if (refusal != null) {
            done.accept(refusal);
            return;
        }
        waiting++;
        WaitingTotals stream = streams.get(total.stream());
        if (stream == null) {
            stream = new WaitingTotals(new StreamKeys(total.stream()));
            streams.put(total.stream(), stream);
            WaitingTotals first = stream;
            vertx.getOrCreateContext().runOnContext(turn -> write(first)); // with the others of this turn
        }
        stream.add(total, done);
    }

    private @Nullable Rejection refusal(LikeTotal total) {
        Reason closed = setup.gate.closedToOrders();
        if (!Ids.isStream(total.stream())) {
            return notLive("");
        } else if (drained != null) {
            return new Rejection(Code.UNAVAILABLE, Rule.STOPPING.reason());
        } else if (closed != null) {
            return new Rejection(Code.UNAVAILABLE, Rule.SEND_LATER.reason(closed));
        }
        return waiting >= MAX_WAITING ? new Rejection(Code.BUSY, Rule.QUEUE_FULL.reason()) : null;
    }

    /** Refuses new totals; completes when all accepted ones have their receipt. */
    public Future<Void> drain() {
        drained = drained == null ? Promise.promise() : drained;
        completeIfDrained();
        return drained.future();
    }

    private void write(WaitingTotals stream) {
        List<WaitingTotals.One> all = stream.take();
        if (all.isEmpty()) {
            streams.remove(stream.keys().stream());
            return;
        }
        CountLikes.run(setup.redis, stream.keys(), setup.clock.millis(), WaitingTotals.highest(all))
                .onComplete(
                        answer -> counted(stream.keys().stream(), all, answer),
                        failure -> failed(stream.keys().stream(), all, failure))
                .onComplete(written -> vertx.setTimer(PAUSE_MS, id -> write(stream)));
    }

    private void counted(String stream, List<WaitingTotals.One> all, CountLikes.Answer answer) {
        Map<String, Long> likes = new HashMap<>();
        for (WaitingTotals.One one : all) {
            settle(one, answer.status() == null ? receipt(one.total(), answer, likes) : notLive(answer.status()));
        }
        if (answer.raised()) {
            likes.forEach((source, now) -> setup.metrics.likes.add(now - answer.likes(source)));
            setup.hints.changed(stream);
        }
    }

    /**
     * The receipt of a total, as if those that were written together had been written one after another.
     *
     * @param likes of each source, by the totals before it
     */
    private static Receipt receipt(LikeTotal total, CountLikes.Answer answer, Map<String, Long> likes) {
        String source = total.source();
        if (answer.isTooMany(source)) {
            return Rejection.invalidOrder("source", Rule.LIKE_SOURCE.reason(BoardAudience.MAX_SOURCES));
        }
        Long before = likes.get(source);
        boolean first = before == null && answer.isNew(source);
        long known = before == null ? answer.likes(source) : before;
        long now = Math.max(known, total.total());
        likes.put(source, now);
        return new Receipt.Counted(source, now, first || now > known);
    }

    private void settle(WaitingTotals.One one, Receipt receipt) {
        waiting--;
        one.done().accept(receipt);
        completeIfDrained();
    }

    private void completeIfDrained() {
        if (drained != null && waiting == 0) {
            Promise<Void> all = drained;
            vertx.getOrCreateContext()
                    .runOnContext(turn -> all.tryComplete()); // after the answers that this turn sends
        }
    }

    /** Nothing was counted, or it is unknown; sent again, it counts once. */
    private void failed(String stream, List<WaitingTotals.One> all, Throwable failure) {
        boolean broken = RedisFailures.isPermanent(failure);
        Reason why = broken ? Rule.DATA_BROKEN.reason() : Rule.SEND_AGAIN.reason(RedisFailures.brief(failure));
        all.forEach(one -> settle(one, new Rejection(Code.UNAVAILABLE, why)));
        if (broken) {
            THROTTLE.admit("", System.nanoTime())
                    .ifPresent(more -> LOG.log(
                            Level.SEVERE,
                            "likes of " + stream + " cannot be counted" + LogThrottle.others(more),
                            failure));
        }
    }

    private static Rejection notLive(String status) {
        return switch (status) {
            case "" -> new Rejection(Code.UNKNOWN_STREAM, "stream", Rule.NO_STREAM.reason());
            case "scheduled" -> new Rejection(Code.UNKNOWN_STREAM, "stream", Rule.LIKES_NOT_STARTED.reason());
            default -> new Rejection(Code.STREAM_ENDED, "stream", Rule.ENDED.reason());
        };
    }
}
