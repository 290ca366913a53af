package org.livetally.board;

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
import org.livetally.domain.board.Fields;
import org.livetally.model.Board;
import org.livetally.model.BoardNews;
import org.livetally.redis.StreamKeys;

/** A board that some screen of this node watches, or somebody asked for: what was read of it last, and its projections. */
final class WatchedBoard {
    final String id;
    /** Where its version is. */
    final String totals;
    /** Whether a hint was given that nobody has acted upon yet; set from any thread. */
    final AtomicBoolean hinted = new AtomicBoolean();
    /** {@link System#nanoTime()} at which the oldest order was read that no reading covers; 0 if there is none. From any thread. */
    final AtomicLong oldest = new AtomicLong();
    /** {@link System#nanoTime()} of the last reading's start. */
    long readAt = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(Boards.TICK_MS);
    /** A reading waits for the end of the tick. */
    boolean due;
    /** A reading is under way. */
    boolean reading;
    /** Something has changed since the reading under way began. */
    boolean again;
    /** It is to be read, and shown, as a whole: what was read before may be of a Redis that has less now. */
    boolean fresh;
    /** How often that was said. */
    private int distrusted;
    /** While it cannot be read, or must not be shown: what its screens are told; else null. */
    @Nullable
    BoardNews stale;
    /** {@link System#nanoTime()} at which its screens were told so last. */
    long toldStaleAt;

    /** Its big orders, for screens that announce them. */
    final OrderFeed orders;

    private final Map<Fields, Projection> projections = new HashMap<>();
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

    /** Those who ask for it once, and wait for the next reading: one under way may not have what they were told was recorded. */
    Asks asks() {
        return asks;
    }

    /** The same; who asks from now on waits for the reading after this one. */
    Asks takeAsks() {
        Asks taken = asks;
        asks = new Asks();
        return taken;
    }

    boolean isWatched() {
        return !projections.isEmpty() || !orders.isIdle();
    }

    /** Whether anybody wants it to be read. */
    boolean isWanted() {
        return isWatched() || !asks.isEmpty();
    }

    /** As it was read last; -1 if it is to be read whatever it is now. */
    long version() {
        return board == null || fresh ? -1 : board.version();
    }

    /** Whether somebody watched the stream when this was read. */
    boolean hasViewers() {
        return board != null
                && board.sections().get("audience") instanceof Map<?, ?> audience
                && !Long.valueOf(0).equals(audience.get("viewers"));
    }

    void add(Fields fields, Consumer<BoardNews> sink) {
        projections.computeIfAbsent(fields, Projection::new).add(sink, board);
    }

    void remove(Fields fields, Consumer<BoardNews> sink) {
        Projection projection = projections.get(fields);
        if (projection != null && projection.remove(sink)) {
            projections.remove(fields);
        }
    }

    /** What was read so far, or is being read, may be of a Redis that has less now. */
    void distrust() {
        fresh = true;
        distrusted++;
    }

    /** Another number than before a reading: {@link #distrust} came during it. */
    int distrusted() {
        return distrusted;
    }

    /**
     * Takes what was read and tells the projections.
     *
     * @param shown to be run once a screen was sent it
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

    /** The orders of {@code next} before the newest one of {@code previous}. */
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
