package org.livetally.boards;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.redis.client.StreamKeys;

/** A board that a screen of this node watches, or that a client requested: its last reading and its projections. */
final class WatchedBoard {
    final String id;
    /** The key of the hash that holds its version. */
    final String totals;
    /** Whether there is a hint that was not acted upon yet. Thread-safe. */
    final AtomicBoolean hinted = new AtomicBoolean();
    /**
     * {@link System#nanoTime()} at which the oldest order was received that no reading covers; 0 if there is none.
     * Thread-safe.
     */
    final AtomicLong oldest = new AtomicLong();
    /** {@link System#nanoTime()} of the start of the last reading. */
    long readAt = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(Board.TICK_MS);
    /** Whether a reading waits for the end of the tick. */
    boolean due;
    /** Whether a reading is in flight. */
    boolean reading;
    /** Whether something has changed since the start of the reading in flight. */
    boolean again;
    /** Whether to read and show the board as a whole: the last reading may come from a Redis that holds less now. */
    boolean fresh;
    /** How often {@link #distrust} was called. */
    private int distrusted;
    /** The message for screens while the board cannot be read or must not be shown; otherwise null. */
    @Nullable
    BoardNews stale;
    /** {@link System#nanoTime()} at which its screens were last sent {@link #stale}. */
    long toldStaleAt;

    /** The board's big orders, for screens that announce them. */
    final OrderFeed orders;

    private final Map<BoardSections, BoardView> projections = new HashMap<>();
    private Asks asks = new Asks();
    private @Nullable Board board;

    WatchedBoard(String id, OrderFeed orders) {
        this.id = id;
        this.orders = orders;
        this.totals = new StreamKeys(id).totals();
    }

    @Nullable
    Board board() {
        return board;
    }

    /** Requests that wait for the next reading. One in flight may lack what a client knows to be recorded. */
    Asks asks() {
        return asks;
    }

    /** Returns the waiting requests; later ones wait for the reading after this one. */
    Asks takeAsks() {
        Asks taken = asks;
        asks = new Asks();
        return taken;
    }

    boolean isWatched() {
        return !projections.isEmpty() || !orders.isIdle();
    }

    /** Whether anybody wants the board to be read. */
    boolean isWanted() {
        return isWatched() || !asks.isEmpty();
    }

    /** The version of the last reading; -1 if the board must be read whatever its version. */
    long version() {
        return board == null || fresh ? -1 : board.version();
    }

    /** Whether somebody watched the stream at the last reading. */
    boolean hasViewers() {
        return board != null
                && board.sections().get("audience") instanceof Map<?, ?> audience
                && !Long.valueOf(0).equals(audience.get("viewers"));
    }

    void add(BoardSections fields, Consumer<BoardNews> sink) {
        projections.computeIfAbsent(fields, BoardView::new).add(sink, board);
    }

    void remove(BoardSections fields, Consumer<BoardNews> sink) {
        BoardView projection = projections.get(fields);
        if (projection != null && projection.remove(sink)) {
            projections.remove(fields);
        }
    }

    /** Says that the last reading, or the one in flight, may come from a Redis that holds less now. */
    void distrust() {
        fresh = true;
        distrusted++;
    }

    /** Differs from its value before a reading if {@link #distrust} was called meanwhile. */
    int distrusted() {
        return distrusted;
    }

    /**
     * Takes over a reading and tells the projections.
     *
     * @param shown is run once it was sent to a screen
     */
    void advance(Board next, Runnable shown) {
        Board previous = board;
        stale = null;
        if (fresh || previous == null || next.version() < previous.version()) {
            board = next;
            fresh = false;
            projections.values().forEach(projection -> projection.reset(next));
        } else if (next.version() > previous.version()) {
            board = next;
            tellDifference(previous, next, shown);
        }
    }

    private void tellDifference(Board previous, Board next, Runnable shown) {
        Map<String, @Nullable Object> patch = MergePatch.between(previous.sections(), next.sections());
        List<Map<String, Object>> recent = newer(previous.recent(), next.recent());
        projections.values().forEach(projection -> projection.advance(next, patch, recent, shown));
    }

    void tell(BoardNews news) {
        projections.values().forEach(projection -> projection.tell(news));
    }

    /** The orders of {@code next} that are newer than all of {@code previous}. */
    private static List<Map<String, Object>> newer(List<Map<String, Object>> previous, List<Map<String, Object>> next) {
        Object known = previous.isEmpty() ? null : previous.get(0).get("seq");
        List<Map<String, Object>> newer = new ArrayList<>();
        for (Map<String, Object> order : next) {
            if (Objects.equals(order.get("seq"), known)) {
                break;
            }
            newer.add(order);
        }
        return newer;
    }
}
