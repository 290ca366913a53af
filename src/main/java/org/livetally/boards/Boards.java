package org.livetally.boards;

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
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.board.PaidPage;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Expectations;
import org.livetally.http.Problem;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.RedisUnavailableException;

/**
 * The boards that this node's screens watch, on an event loop of their own. Polls their versions each tick, reads what
 * has changed, and tells the sinks. A board that nobody watches costs nothing.
 *
 * <p>Requests: a board that is requested once is read after the request, so the answer contains every order that was
 * acked before. All requests within a tick share one reading. So a board costs Redis ten readings a second at most,
 * however many screens watch it or clients request it. A client that asks again within 100 ms waits for the next
 * reading.
 *
 * <p>Hints: a change shows in the version, whoever made it. A hint from this node's own stages only makes it look
 * earlier: at once if the board was quiet for a tick, otherwise at the end of the tick. If every hint were lost, a
 * change would be a tick later, but complete.
 */
public final class Boards implements BoardHints {
    private static final Logger LOG = Logger.getLogger(Boards.class.getName());
    private static final long STALE_MS = 1_000;
    private static final long STALE_AGAIN_MS = 5_000;
    private static final long EXPIRY_MS = 1_000;

    private final Vertx vertx;
    private final Context loop;
    private final RedisLink redis;
    private final InstantSource clock;
    private final BoardReader reader;
    private final Metrics metrics;
    private final Histogram.Writer orderToFrame;
    private final Function<String, Future<Void>> expireViewers;
    private final OrderFeed.Ledger ledger;
    // Only the event loop changes it; hints read it from other threads.
    private final Map<String, WatchedBoard> watched = new ConcurrentHashMap<>();
    private boolean polling;
    private long heardAt = System.nanoTime();
    /** When Redis last answered, even with an error. */
    private long answeredAt = heardAt;

    private long heardAtMs;
    private long toldStaleAt;
    private boolean stale;

    /** Reads the orders worth at least {@code min} that were paid after a place in a ledger. */
    @FunctionalInterface
    public interface PageReader {
        Future<PaidPage> read(String stream, Seq from, Seq upTo, long min);
    }

    /**
     * Must be constructed on the event loop that it belongs to.
     *
     * @param lastSeq reads the newest place of a stream's ledger
     * @param paidOrders reads the orders that were paid after a place
     * @param expireViewers removes viewers that a killed node left in a stream
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
        vertx.setPeriodic(Board.TICK_MS, id -> tick());
        vertx.setPeriodic(EXPIRY_MS, id -> watched.values().forEach(this::expire));
    }

    /** Tells the sink, on the boards' event loop, what happens to a board. Thread-safe. */
    public void subscribe(String board, BoardSections fields, Consumer<BoardNews> sink) {
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

    /** Stops telling the sink. Thread-safe. */
    public void unsubscribe(String board, BoardSections fields, Consumer<BoardNews> sink) {
        loop.runOnContext(turn -> {
            WatchedBoard entry = watched.get(board);
            if (entry != null) {
                entry.remove(fields, sink); // removed at the end of its tick
            }
        });
    }

    /**
     * Tells the sink, on the boards' event loop, about all orders worth at least {@code min} that are paid from now on.
     * The first message says at which place of the ledger that begins, once it is known. Thread-safe.
     */
    public void subscribeOrders(String board, long min, Consumer<BigOrders> sink) {
        loop.runOnContext(turn -> watch(board).orders.add(min, sink));
    }

    /** Stops telling the sink. Thread-safe. */
    public void unsubscribeOrders(String board, long min, Consumer<BigOrders> sink) {
        loop.runOnContext(turn -> {
            WatchedBoard entry = watched.get(board);
            if (entry != null) {
                entry.orders.remove(min, sink);
            }
        });
    }

    /**
     * The {@code snapshot} message of a board, JSON in UTF-8; null if there is no such board. It is read after this
     * call. May be called on any event loop, and completes there.
     */
    public Future<byte @Nullable []> snapshot(String board, BoardSections fields) {
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

    @Override
    public void changed(String stream, long since) {
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
        watched.values()
                .removeIf(board -> !board.isWanted() && !board.reading && msSince(board.readAt) >= Board.TICK_MS);
        if (!polling) {
            poll();
        }
        long silentMs = msSince(heardAt);
        // If the problem has only just gone, the next poll clears it; to say that Redis is silent would be false.
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
            // otherwise: the link logs it once, and tick() tells the screens
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

    /** Reads a board now, or at the end of its tick. */
    private void look(WatchedBoard board) {
        long waitMs = Board.TICK_MS - msSince(board.readAt);
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

    /** Reads what has changed since the last reading; reads everything if that reading is not to be trusted. */
    private void read(WatchedBoard board, Asks asks, long since) {
        Board previous = board.fresh ? null : board.board();
        int distrusted = board.distrusted();
        reader.read(board.id, previous).onComplete(result -> {
            if (board.distrusted() != distrusted && result.succeeded()) { // Redis may have been replaced meanwhile
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
                if (stale) { // read for a new screen, which must not take it for the present
                    board.tell(staleNews(redis.brief()));
                }
            }
            if (board.again) {
                board.again = false;
                look(board);
            }
        });
    }

    /** Measures, once, how long it took from the receipt of the order to the first screen. */
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

    /**
     * Handles a failed reading; the next poll tries again. While Redis is away, tick() tells the screens. Otherwise
     * only this board is out of date.
     */
    private void unread(WatchedBoard board, Throwable cause) {
        if (!redis.isConnected() || cause instanceof RedisUnavailableException) {
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

    /** Where no viewer is counted, a killed node has left none. */
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
