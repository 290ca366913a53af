package org.livetally.boards;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.stream.NanoClock;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;

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
    private static final long EXPIRY_MS = 1_000;

    private final Vertx vertx;
    private final RedisLink redis;
    private final InstantSource clock;
    private final Context loop;
    private final Sources sources;
    private final Metrics metrics;
    private final LongSupplier nanos;
    private final BoardReadings readings;
    /** By their slot; a single Redis counts as one. */
    private final Map<Integer, BoardPoll> polls = new HashMap<>();
    // Only the event loop changes it; hints read it from other threads.
    private final Map<BoardId, WatchedBoard> watched = new ConcurrentHashMap<>();

    /**
     * What boards are made of.
     *
     * @param expireViewers removes viewers that a killed node left in a stream
     */
    public record Sources(BoardReader boards, OrderLedger orders, Function<String, Future<Void>> expireViewers) {}

    /** Must be constructed on the event loop that it belongs to. */
    public Boards(Vertx vertx, RedisLink redis, InstantSource clock, Metrics metrics, Sources sources) {
        this.vertx = vertx;
        this.redis = redis;
        this.clock = clock;
        this.loop = vertx.getOrCreateContext();
        this.sources = sources;
        this.metrics = metrics;
        this.nanos = NanoClock.beside(clock);
        this.readings = new BoardReadings(
                vertx, redis, sources.boards, board -> poll(board).staleness, metrics.orderToFrame.writer(), nanos);
        vertx.setPeriodic(Board.TICK_MS, id -> tick());
        vertx.setPeriodic(EXPIRY_MS, id -> watched.values().forEach(this::expire));
    }

    /**
     * Tells the sink, on the boards' event loop, what happens to a board. Thread-safe.
     *
     * @param rate how many updates a second at most, up to {@link Board#MAX_RATE}
     */
    public void subscribe(BoardId board, BoardSections fields, int rate, Consumer<BoardNews> sink) {
        loop.runOnContext(turn -> {
            WatchedBoard entry = watch(board);
            entry.add(fields, rate, sink);
            if (entry.board() == null) {
                readings.refresh(entry);
            }
            BoardNews stale = poll(entry).news(entry);
            if (stale != null) {
                sink.accept(stale);
            }
        });
    }

    /** Stops telling the sink. Thread-safe. */
    public void unsubscribe(BoardId board, BoardSections fields, int rate, Consumer<BoardNews> sink) {
        loop.runOnContext(turn -> {
            WatchedBoard entry = watched.get(board);
            if (entry != null) {
                entry.remove(fields, rate, sink); // removed at the end of its tick
            }
        });
    }

    /**
     * Tells the sink, on the boards' event loop, about all orders worth at least {@code min} that are paid from now on.
     * The first message says at which place of the ledger that begins, once it is known. Thread-safe.
     */
    public void subscribeOrders(BoardId board, long min, Consumer<BigOrders> sink) {
        loop.runOnContext(turn -> watch(board).orders.add(min, sink));
    }

    /** Stops telling the sink. Thread-safe. */
    public void unsubscribeOrders(BoardId board, long min, Consumer<BigOrders> sink) {
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
    public Future<byte @Nullable []> snapshot(BoardId board, BoardSections fields) {
        Promise<@Nullable Once> asked = ((ContextInternal) vertx.getOrCreateContext()).promise();
        loop.runOnContext(turn -> {
            WatchedBoard entry = watch(board);
            entry.asks().of(fields).future().onComplete(asked);
            readings.refresh(entry);
        });
        return asked.future().map(once -> once == null ? null : once.get());
    }

    private WatchedBoard watch(BoardId board) {
        return watched.computeIfAbsent(board, id -> {
            WatchedBoard entry = new WatchedBoard(id, new OrderFeed(vertx, id, sources.orders), nanos.getAsLong());
            poll(entry).add(entry);
            return entry;
        });
    }

    private BoardPoll poll(WatchedBoard board) {
        return polls.computeIfAbsent(
                redis.isCluster() ? board.slot : 0,
                slot -> new BoardPoll(redis, board.totals(), readings, new Staleness(redis, board.totals(), clock)));
    }

    @Override
    public void changed(String stream, long since) {
        WatchedBoard board = watched.get(BoardId.ofStream(stream));
        if (board == null) {
            return;
        }
        board.awaits(since);
        if (board.hinted.compareAndSet(false, true)) {
            loop.runOnContext(turn -> {
                board.hinted.set(false);
                readings.refresh(board);
            });
        }
    }

    private void tick() {
        long now = nanos.getAsLong();
        watched.values().removeIf(board -> isOver(board, now));
        polls.values().removeIf(BoardPoll::isEmpty);
        polls.values().forEach(BoardPoll::poll);
        watched.values().forEach(board -> board.catchUp(now));
        polls.values().forEach(BoardPoll::tellSilence);
        metrics.boardsAreStale(
                watched.values().stream().anyMatch(board -> poll(board).news(board) != null));
    }

    private boolean isOver(WatchedBoard board, long now) {
        boolean isOver = !board.isWanted() && !board.reading && board.msSinceReading(now) >= Board.TICK_MS;
        if (isOver) {
            poll(board).remove(board);
        }
        return isOver;
    }

    /** Where no viewer is counted, a killed node has left none. */
    private void expire(WatchedBoard board) {
        if (board.hasViewers()) {
            sources.expireViewers
                    .apply(board.id.stream())
                    .onFailure(e -> LOG.log(Level.FINE, "viewers could not be expired; tried again soon", e));
        }
    }
}
