package org.livetally.boards;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.stream.Expectations;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.Slot;
import org.livetally.redis.client.StreamKeys;

/** A board that a screen of this node watches, or that a client requested: its last reading and its views. */
final class WatchedBoard {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(Board.TICK_MS);
    /** What a reading may be late; one that is later was not waiting for its tick. */
    private static final long LATE_NANOS = TICK_NANOS / 10;

    final BoardId id;
    /** Of its keys, in a Redis Cluster. */
    final int slot;
    /** Whether there is a hint that was not acted upon yet. Thread-safe. */
    final AtomicBoolean hinted = new AtomicBoolean();
    /**
     * {@link System#nanoTime()} at which the oldest order was received that no reading covers; 0 if there is none.
     * Thread-safe.
     */
    final AtomicLong oldest = new AtomicLong();
    /** {@link System#nanoTime()} from which the tick of the last reading counts: when it began, or was to begin. */
    private long readAt;
    /** Whether a reading waits for the end of the tick. */
    boolean scheduled;
    /** Whether a reading is in flight. */
    boolean reading;
    /** Whether something has changed since the start of the reading in flight. */
    boolean changedMeanwhile;
    /** Whether to read and show the board as a whole: the last reading may come from a Redis that holds less now. */
    boolean needsReset;
    /** The connection over which the last answer came; see {@link RedisLink#connection}. */
    private Expectations.@Nullable Connection over;
    /** How often {@link #distrust} was called. */
    private int distrusted;
    /** The message for screens while the board cannot be read or must not be shown; otherwise null. */
    @Nullable
    BoardNews stale;
    /** {@link System#nanoTime()} at which its screens were last sent {@link #stale}. */
    long toldStaleAt;

    /** For its readings. */
    final BoardParts parts = new BoardParts();

    /** The board's big orders, for screens that announce them. */
    final OrderFeed orders;

    /** By their rate. */
    private final Map<Integer, PacedViews> views = new TreeMap<>(Comparator.reverseOrder());

    private Asks asks = new Asks();
    private @Nullable Board board;
    private final String totals;

    /** @param now {@link System#nanoTime()} */
    WatchedBoard(BoardId id, OrderFeed orders, long now) {
        this.id = id;
        this.totals = new StreamKeys(id.toString()).totals();
        this.slot = Slot.of(totals);
        this.orders = orders;
        this.readAt = now - TICK_NANOS;
    }

    /** The key of the hash that holds its version. */
    String totals() {
        return totals;
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

    /**
     * Notes that an order waits for the next reading. Thread-safe.
     *
     * @param since when it was received, as in {@link #oldest}
     */
    void awaits(long since) {
        if (since != BoardHints.NO_ORDER) {
            oldest.accumulateAndGet(since, WatchedBoard::older);
        }
    }

    private static long older(long one, long other) {
        return one == BoardHints.NO_ORDER || other - one < 0 ? other : one;
    }

    /**
     * Begins a tick with a reading that starts now. One that is late, by a timer or a busy event loop, counts from the
     * moment at which it was due: otherwise delays would add up, and ticks would last longer than they are meant to.
     *
     * @param now {@link System#nanoTime()}
     */
    void beginTick(long now) {
        long due = readAt + TICK_NANOS;
        readAt = now - due < LATE_NANOS ? due : now;
    }

    /**
     * The age of the last reading, from the beginning of its tick.
     *
     * @param now {@link System#nanoTime()}
     */
    long msSinceReading(long now) {
        return TimeUnit.NANOSECONDS.toMillis(now - readAt);
    }

    boolean isWatched() {
        return !views.isEmpty() || !orders.isIdle();
    }

    /** Whether anybody wants the board to be read. */
    boolean isWanted() {
        return isWatched() || !asks.isEmpty();
    }

    /** The version of the last reading; -1 if the board must be read whatever its version. */
    long version() {
        return board == null || needsReset ? -1 : board.version();
    }

    /** Whether somebody watched the stream at the last reading. Viewers of a campaign are those of its members. */
    boolean hasViewers() {
        return board != null && !id.isCampaign() && board.tallies().audience().viewers() != 0;
    }

    /** @param rate how many updates a second at most */
    void add(BoardSections fields, int rate, Consumer<BoardNews> sink) {
        views.computeIfAbsent(rate, PacedViews::new).add(fields, sink, board);
    }

    void remove(BoardSections fields, int rate, Consumer<BoardNews> sink) {
        PacedViews paced = views.get(rate);
        if (paced != null) {
            paced.remove(fields, sink);
            if (paced.isEmpty()) {
                views.remove(rate);
            }
        }
    }

    /**
     * Notes over which connection an answer about the board came. Another one may lead to another Redis, which may have come to the
     * same version in another way; so what was read before is distrusted. Returns whether it is another one.
     */
    boolean comesOver(Expectations.Connection now) {
        boolean another = over != null && over != now;
        over = now;
        if (another) {
            distrust();
        }
        return another;
    }

    /** Says that the last reading, or the one in flight, may come from a Redis that holds less now. */
    void distrust() {
        needsReset = true;
        distrusted++;
    }

    /** Differs from its value before a reading if {@link #distrust} was called meanwhile. */
    int distrusted() {
        return distrusted;
    }

    /**
     * Takes over a reading and tells the views.
     *
     * @param shown is run once it was sent to a screen
     * @param now {@link System#nanoTime()}
     */
    void advance(Board next, Runnable shown, long now) {
        Board previous = board;
        stale = null;
        if (needsReset || previous == null || next.version() < previous.version()) {
            board = next;
            needsReset = false;
            views.values().forEach(paced -> paced.reset(next));
        } else if (next.version() > previous.version()) {
            board = next;
            BoardPatch patch = new BoardPatch(previous, next);
            views.values().forEach(paced -> paced.advance(next, patch, shown, now));
        }
    }

    /** Tells the slower views what has waited for long enough. */
    void catchUp(long now) {
        views.values().forEach(paced -> paced.catchUp(now));
    }

    void tell(BoardNews news) {
        views.values().forEach(paced -> paced.tell(news));
    }
}
