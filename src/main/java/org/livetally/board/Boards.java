package org.livetally.board;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Fields;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.Metrics;
import org.livetally.model.BigOrders;
import org.livetally.model.Board;
import org.livetally.model.BoardNews;
import org.livetally.model.Expectations;
import org.livetally.model.PaidPage;
import org.livetally.model.Problem;
import org.livetally.model.Reason;
import org.livetally.model.Rule;
import org.livetally.model.Seq;
import org.livetally.redis.RedisFailures;
import org.livetally.redis.RedisLink;
import org.livetally.redis.RedisUnavailableException;

/**
 * The boards that this node's screens watch, on an event loop of their own: polls their versions each tick, reads what has
 * changed, and tells the sinks. A board that nobody watches costs nothing.
 *
 * <p>Who asks for a board once is answered from a reading that all who ask within a tick share. So a board costs Redis ten readings a
 * second at most, however many watch or ask.
 *
 * <p>A change is seen through the version, whoever made it; a hint of this node's own stages only makes it look earlier: at once
 * if the board was quiet for a tick, else when the tick is over. Losing every hint would cost a tick, and no number.
 */
public final class Boards {
    /** A board is read, and its screens are told, at most this often. */
    public static final long TICK_MS = 100;

    private static final Logger LOG = Logger.getLogger(Boards.class.getName());
    private static final long STALE_MS = 1_000;
    private static final long STALE_AGAIN_MS = 5_000;
    private static final long EXPIRY_MS = 1_000;

    private static final long NO_ORDER = 0;

    private final Vertx vertx;
    private final Context loop;
    private final RedisLink redis;
    private final InstantSource clock;
    private final BoardReader reader;
    private final Metrics metrics;
    private final Histogram.Writer orderToFrame;
    private final Function<String, Future<Void>> expireViewers;
    private final OrderFeed.Ledger ledger;
    // Only the event loop changes it; hints look into it from other threads.
    private final Map<String, WatchedBoard> watched = new ConcurrentHashMap<>();
    private boolean polling;
    private long heardAt = System.nanoTime();
    /** When Redis last answered, even if only to refuse. */
    private long answeredAt = heardAt;

    private long heardAtMs;
    private long toldStaleAt;
    private boolean stale;

    /** Reads the orders worth at least {@code min} that were paid after a place of a ledger. */
    @FunctionalInterface
    public interface PageReader {
        Future<PaidPage> read(String stream, Seq from, Seq upTo, long min);
    }

    /**
     * Constructed on the event loop that it will live on.
     *
     * @param lastSeq the newest message of a stream's ledger
     * @param paidOrders what was paid behind it
     * @param expireViewers drops the viewers that a killed node left in a stream
     */
    public Boards(
            Vertx vertx,
            RedisLink redis,
            InstantSource clock,
            Metrics metrics,
            Expectations expectations,
            Function<String, Future<Seq>> lastSeq,
            PageReader paidOrders,
            Function<String, Future<Void>> expireViewers) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.redis = redis;
        this.clock = clock;
        this.reader = new BoardReader(redis, clock, expectations);
        this.metrics = metrics;
        this.orderToFrame = metrics.orderToFrame.writer();
        this.ledger = new OrderFeed.Ledger(lastSeq, paidOrders);
        this.expireViewers = expireViewers;
        this.heardAtMs = clock.millis();
        vertx.setPeriodic(TICK_MS, id -> tick());
        vertx.setPeriodic(EXPIRY_MS, id -> watched.values().forEach(this::expire));
    }

    /** Tells the sink, on the boards' event loop, what happens to a board. From any thread. */
    public void subscribe(String board, Fields fields, Consumer<BoardNews> sink) {
        loop.runOnContext(turn -> {
            WatchedBoard entry = watch(board);
            entry.add(fields, sink);
            if (entry.board() == null) {
                look(entry);
            }
            if (stale) {
                sink.accept(staleNews(redis.brief()));
            } else if (entry.stale != null) {
                sink.accept(entry.stale);
            }
        });
    }

    /** Tells the sink no more. From any thread. */
    public void unsubscribe(String board, Fields fields, Consumer<BoardNews> sink) {
        loop.runOnContext(turn -> {
            WatchedBoard entry = watched.get(board);
            if (entry != null) {
                entry.remove(fields, sink); // and it goes at the end of its tick
            }
        });
    }

    /**
     * Tells the sink, on the boards' event loop, all orders worth at least {@code min} that are paid from now on: first, once it is
     * known, at which place of the ledger that is. From any thread.
     */
    public void subscribeOrders(String board, long min, Consumer<BigOrders> sink) {
        loop.runOnContext(turn -> watch(board).orders.add(min, sink));
    }

    /** Tells the sink no more. From any thread. */
    public void unsubscribeOrders(String board, long min, Consumer<BigOrders> sink) {
        loop.runOnContext(turn -> {
            WatchedBoard entry = watched.get(board);
            if (entry != null) {
                entry.orders.remove(min, sink);
            }
        });
    }

    /**
     * The {@code snapshot} message of a board, JSON in UTF-8; null if there is no such board. It is read after this was called, so
     * that it has all that was acked before; but as a board is read once a tick at most, all who ask within a tick wait for one
     * reading. From any event loop, on which it completes.
     */
    public Future<byte @Nullable []> snapshot(String board, Fields fields) {
        Promise<@Nullable Once> asked = ((ContextInternal) vertx.getOrCreateContext()).promise();
        loop.runOnContext(turn -> {
            WatchedBoard entry = watch(board);
            entry.asks().of(fields).future().onComplete(asked);
            look(entry);
        });
        return asked.future().map(once -> once == null ? null : once.get());
    }

    private WatchedBoard watch(String board) {
        return watched.computeIfAbsent(board, id -> new WatchedBoard(id, new OrderFeed(vertx, id, ledger)));
    }

    /** Says that a stream has probably changed. From any thread. */
    public void hint(String stream) {
        hint(stream, NO_ORDER);
    }

    /**
     * The same, of orders that were recorded here.
     *
     * @param since {@link System#nanoTime()} at which the oldest of them was read
     */
    public void hint(String stream, long since) {
        WatchedBoard board = watched.get(stream);
        if (board == null) {
            return;
        }
        awaits(board, since);
        if (board.hinted.compareAndSet(false, true)) {
            loop.runOnContext(turn -> {
                board.hinted.set(false);
                look(board);
            });
        }
    }

    private static void awaits(WatchedBoard board, long since) {
        if (since != NO_ORDER) {
            board.oldest.accumulateAndGet(since, Boards::older);
        }
    }

    private static long older(long one, long other) {
        return one == NO_ORDER || other - one < 0 ? other : one;
    }

    private void tick() {
        watched.values().removeIf(board -> !board.isWanted() && !board.reading && msSince(board.readAt) >= TICK_MS);
        if (!polling) {
            poll();
        }
        long silentMs = msSince(heardAt);
        // Where the reason has just gone, the next poll says so: that Redis were silent would not be true.
        boolean cured = redis.problem().isEmpty() && msSince(answeredAt) <= STALE_MS;
        if (silentMs > STALE_MS && !cured && isAnyWatched() && (!stale || msSince(toldStaleAt) > STALE_AGAIN_MS)) {
            stale = true;
            toldStaleAt = System.nanoTime();
            BoardNews news = staleNews(redis.brief());
            watched.values().forEach(board -> board.tell(news));
        }
        metrics.boardsAreStale(stale || watched.values().stream().anyMatch(board -> board.stale != null));
    }

    private void poll() {
        List<WatchedBoard> boards =
                watched.values().stream().filter(WatchedBoard::isWatched).toList();
        if (boards.isEmpty()) {
            heard();
            return;
        }
        polling = true;
        reader.changed(boards).onComplete(result -> {
            polling = false;
            if (result.succeeded()) {
                answeredAt = System.nanoTime();
            }
            if (result.succeeded() && redis.problem().isEmpty()) {
                heard();
                result.result().forEach(this::look);
            }
            // else: the link reports it once; the screens are told by tick()
        });
    }

    private boolean isAnyWatched() {
        return watched.values().stream().anyMatch(WatchedBoard::isWatched);
    }

    private void heard() {
        heardAt = System.nanoTime();
        heardAtMs = clock.millis();
        if (stale) {
            stale = false;
            watched.values().forEach(board -> {
                board.distrust();
                look(board);
            });
        }
    }

    /** Reads a board now, or as soon as its tick is over. */
    private void look(WatchedBoard board) {
        long waitMs = TICK_MS - msSince(board.readAt);
        if (board.reading || board.due) {
            board.again = board.reading;
        } else if (waitMs > 0) {
            board.due = true;
            vertx.setTimer(waitMs, id -> read(board));
        } else {
            read(board);
        }
    }

    private void read(WatchedBoard board) {
        board.due = false;
        if (!board.isWanted()) {
            return; // its last screen has left
        }
        board.reading = true;
        board.readAt = System.nanoTime();
        board.orders.look();
        read(board, board.takeAsks(), board.oldest.getAndSet(NO_ORDER));
    }

    /** Only what has changed since it was read last; all, if what was read before is not to be trusted. */
    private void read(WatchedBoard board, Asks asks, long since) {
        Board previous = board.fresh ? null : board.board();
        int distrusted = board.distrusted();
        reader.read(board.id, previous).onComplete(result -> {
            if (board.distrusted() != distrusted && result.succeeded()) { // Redis may have been another one meanwhile
                read(board, asks, since);
                return;
            }
            board.reading = false;
            if (result.failed()) {
                awaits(board, since);
                unread(board, result.cause());
                asks.fail(result.cause());
            } else {
                asks.complete(result.result());
                if (result.result() != null) {
                    board.advance(result.result(), firstFrame(since));
                } else if (board.board() != null) {
                    unread(board, Problem.of(404, Rule.STREAM_GONE.reason()));
                }
                if (stale) { // read for one who has just come; what it shows is not to be taken for the present
                    board.tell(staleNews(redis.brief()));
                }
            }
            if (board.again) {
                board.again = false;
                look(board);
            }
        });
    }

    /** Measures, once, how long the order took that came in at this time. */
    private Runnable firstFrame(long since) {
        if (since == NO_ORDER) {
            return () -> {};
        }
        AtomicBoolean shown = new AtomicBoolean();
        return () -> {
            if (shown.compareAndSet(false, true)) {
                orderToFrame.record(System.nanoTime() - since);
            }
        };
    }

    /** The next poll tries again. While Redis is away, tick() tells the screens; else this board alone is not what it was. */
    private void unread(WatchedBoard board, Throwable cause) {
        if (!redis.isConnected() || cause instanceof RedisUnavailableException) {
            return;
        }
        board.distrust();
        if (!board.isWatched()) {
            return; // who only asked is told by the answer
        }
        if (board.stale == null) {
            Reason reason = reason(cause);
            LOG.log(
                    Level.WARNING,
                    "board " + board.id + " cannot be shown; its screens are told: " + reason.sentence(),
                    cause);
            board.stale = staleNews(reason);
        } else if (msSince(board.toldStaleAt) <= STALE_AGAIN_MS) {
            return;
        }
        board.toldStaleAt = System.nanoTime();
        board.tell(board.stale);
    }

    private static Reason reason(Throwable cause) {
        Reason told = cause instanceof Problem problem ? problem.reason() : null;
        return told == null ? RedisFailures.brief(cause) : told;
    }

    private BoardNews staleNews(Reason reason) {
        return new BoardNews.Stale(BoardJson.stale(heardAtMs, reason));
    }

    /** Where nobody is counted, nobody was left behind. */
    private void expire(WatchedBoard board) {
        if (board.hasViewers()) {
            expireViewers
                    .apply(board.id)
                    .onFailure(e -> LOG.log(Level.FINE, "viewers could not be expired; tried again soon", e));
        }
    }

    private static long msSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
