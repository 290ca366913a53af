package org.livetally.boards;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.metrics.Histogram;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.RedisUnavailableException;

/** Reads watched boards, each at most once a tick, and tells their screens what has changed, or that they are stale. */
final class BoardReadings {
    private static final Logger LOG = Logger.getLogger(BoardReadings.class.getName());

    private final Vertx vertx;
    private final RedisLink redis;
    private final BoardReader reader;
    private final Function<WatchedBoard, Staleness> staleness;
    private final Histogram.Writer orderToFrame;
    private final LongSupplier nanos;

    /**
     * @param staleness of the Redis that has the board
     * @param orderToFrame receives the time from the receipt of an order to the first screen that shows it
     * @param nanos measures ticks
     */
    BoardReadings(
            Vertx vertx,
            RedisLink redis,
            BoardReader reader,
            Function<WatchedBoard, Staleness> staleness,
            Histogram.Writer orderToFrame,
            LongSupplier nanos) {
        this.vertx = vertx;
        this.redis = redis;
        this.reader = reader;
        this.staleness = staleness;
        this.orderToFrame = orderToFrame;
        this.nanos = nanos;
    }

    /** Reads a board now, or at the end of its tick. */
    void refresh(WatchedBoard board) {
        long waitMs = Board.TICK_MS - board.msSinceReading(nanos.getAsLong());
        if (board.reading || board.scheduled) {
            board.changedMeanwhile = board.reading;
        } else if (waitMs > 0) {
            board.scheduled = true;
            vertx.setTimer(waitMs, id -> read(board));
        } else {
            read(board);
        }
    }

    private void read(WatchedBoard board) {
        board.scheduled = false;
        if (!board.isWanted()) {
            return; // its last screen has left
        }
        board.reading = true;
        board.beginTick(nanos.getAsLong());
        board.orders.poll();
        read(board, board.takeAsks(), board.oldest.getAndSet(BoardHints.NO_ORDER));
    }

    /** Reads what has changed since the last reading; reads everything if that reading is not to be trusted. */
    private void read(WatchedBoard board, Asks asks, long since) {
        Board previous = board.needsReset ? null : board.board();
        int distrusted = board.distrusted();
        reader.read(board.id, previous, board.parts).onComplete(result -> {
            if (result.succeeded()) {
                board.comesOver(redis.connection(board.totals()));
                if (board.distrusted() != distrusted) { // Redis may have been replaced meanwhile
                    read(board, asks, since);
                    return;
                }
            }
            board.reading = false;
            if (result.failed()) {
                board.awaits(since);
                unread(board, result.cause());
                asks.fail(result.cause());
            } else {
                asks.complete(result.result());
                if (result.result() != null) {
                    board.advance(result.result(), firstFrame(since), nanos.getAsLong());
                } else if (board.board() != null) {
                    unread(board, Problem.of(404, Rule.STREAM_GONE.reason()));
                }
                if (staleness.apply(board).isStale()) { // read for a new screen, which must not take it for the present
                    board.tell(staleness.apply(board).news());
                }
            }
            if (board.changedMeanwhile) {
                board.changedMeanwhile = false;
                refresh(board);
            }
        });
    }

    /** Measures, once, how long it took from the receipt of the order to the first screen. */
    private Runnable firstFrame(long since) {
        if (since == BoardHints.NO_ORDER) {
            return () -> {};
        }
        AtomicBoolean shown = new AtomicBoolean();
        return () -> {
            if (shown.compareAndSet(false, true)) {
                orderToFrame.record(nanos.getAsLong() - since);
            }
        };
    }

    /**
     * Handles a failed reading; the next poll tries again. While Redis is away, all of its screens are told. Otherwise only
     * this board is out of date.
     */
    private void unread(WatchedBoard board, Throwable cause) {
        if (!redis.isConnected(board.totals()) || cause instanceof RedisUnavailableException) {
            return;
        }
        board.distrust();
        if (!board.isWatched()) {
            return; // a request without a screen learns it from the answer
        }
        if (board.stale == null) {
            Reason reason = reason(cause);
            LOG.log(
                    Level.WARNING,
                    "board " + board.id + " cannot be shown; its screens are told: " + reason.sentence(),
                    cause);
            board.stale = staleness.apply(board).news(reason);
        } else if (!staleness.apply(board).isDueAgain(board.toldStaleAt)) {
            return;
        }
        board.toldStaleAt = nanos.getAsLong();
        board.tell(board.stale);
    }

    private static Reason reason(Throwable cause) {
        Reason told = cause instanceof Problem problem ? problem.reason() : null;
        return told == null ? RedisFailures.brief(cause) : told;
    }
}
