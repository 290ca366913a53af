package org.livetally.screens;

import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.access.Permit;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.board.ReplayWish;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.http.QueryFields;
import org.livetally.http.guard.VertxNettyBridge;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisFailures;
import org.livetally.settings.Limits;
import org.livetally.socket.Handshake;
import org.livetally.socket.OpenSockets;
import org.livetally.socket.RateLimiter;
import org.livetally.socket.SocketLoop;
import org.livetally.socket.WebSocket;
import org.livetally.wire.CloseCode;

/**
 * The hub of one event loop: its screens, by board and fields.
 *
 * <p>Connecting: a new screen reads nothing from Redis but an {@code EXISTS}, and gets the snapshot that the hub holds.
 */
public final class Screens {
    private static final Logger LOG = Logger.getLogger(Screens.class.getName());
    private static final long HEARTBEAT_MS = 5_000;
    private static final int MAX_INBOUND_BYTES = 1024;

    private final InstantSource clock;
    private final OpenSockets sockets;
    private final Limits limits;
    private final Metrics metrics;
    private final Source source;
    private final Duration patience;
    private final AnswerQueue answers;
    private final Context loop;
    private final OrderScreens orders;
    private final ReplayScreens replays;
    private final Map<Watch, ScreenGroup> watchers = new HashMap<>();
    private final Map<ScreenGroup, Consumer<BoardNews>> sinks = new HashMap<>();

    /** Where boards come from. Sinks are called on a thread of the source. */
    public record Source(
            Function<BoardId, Future<Boolean>> exists, Reader snapshot, Watcher subscribe, Watcher unsubscribe) {

        /** Reads a board's snapshot message; null if there is no such board. */
        @FunctionalInterface
        public interface Reader {
            Future<byte @Nullable []> read(BoardId board, BoardSections fields);
        }

        /** Starts or stops telling a sink about a board. */
        @FunctionalInterface
        public interface Watcher {
            void accept(BoardId board, BoardSections fields, Consumer<BoardNews> sink);
        }
    }

    /** The board and fields that a screen shows. */
    private record Watch(BoardId board, BoardSections fields) {
        static Watch of(RoutingContext request) {
            BoardId board = BoardId.parse(request.pathParam("board"));
            if (board == null) {
                throw noBoard();
            }
            return new Watch(
                    board, QueryFields.sections("fields", request.request().getParam("fields")));
        }
    }

    public Screens(SocketLoop loop, Source source, OrderScreens.Source orders, ReplayScreens.Source replays) {
        this(loop, source, orders, replays, ScreenGroup.TIMEOUT);
    }

    /** @param patience how long a screen may accept nothing before it is closed */
    Screens(
            SocketLoop shared,
            Source source,
            OrderScreens.Source orders,
            ReplayScreens.Source replays,
            Duration patience) {
        Vertx vertx = shared.vertx();
        this.limits = shared.limits();
        this.metrics = shared.metrics();
        this.sockets = shared.sockets();
        this.clock = shared.clock();
        this.patience = patience;
        this.source = source;
        this.loop = vertx.getOrCreateContext();
        this.answers = new AnswerQueue(vertx);
        this.orders = new OrderScreens(loop, metrics.frames, orders);
        this.replays = new ReplayScreens(loop, metrics.frames, replays, patience);
        vertx.setPeriodic(Board.TICK_MS, id -> {
            each(ScreenGroup::catchUp);
            this.orders.catchUp();
            this.replays.catchUp();
        });
        vertx.setPeriodic(HEARTBEAT_MS, id -> {
            each(group -> group.heartbeat(clock.millis()));
            this.orders.heartbeat();
        });
    }

    /** Serves boards as a document, over WebSocket and as Server-Sent Events. */
    public void mount(Router router) {
        router.get("/api/boards/:board").handler(this::snapshot);
        router.get("/api/boards/:board/events").handler(this::events);
        router.get("/api/boards/:board/replay").handler(this::range);
        router.get("/ws/boards/:board").handler(this::socket);
    }

    private void snapshot(RoutingContext request) {
        Watch watch = Watch.of(request);
        Future<byte @Nullable []> read = request.request().getParam("at") == null
                ? source.snapshot.read(watch.board, watch.fields)
                : replays.frame(request, watch.board, watch.fields);
        answer(request, read);
    }

    private void range(RoutingContext request) {
        answer(request, replays.range(request, Watch.of(request).board));
    }

    private void answer(RoutingContext request, Future<byte @Nullable []> read) {
        read.onSuccess(json -> answers.give(() -> answer(request, json)))
                .onFailure(e -> answers.give(() -> request.fail(RedisFailures.problem(e))));
    }

    private static void answer(RoutingContext request, byte @Nullable [] json) {
        if (json == null) {
            request.fail(noBoard());
        } else {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            request.end(Buffer.buffer(json)).onFailure(e -> LOG.log(Level.FINE, "a client left", e));
        }
    }

    private void socket(RoutingContext request) {
        Watch watch = Watch.of(request);
        Arrival arrival = arrival(request, watch);
        Handshake.upgrade(
                request, sockets, MAX_INBOUND_BYTES, arrival.admitted, socket -> open(watch, arrival, socket));
    }

    /**
     * A screen that comes, of the present or of the past.
     *
     * @param admitted whether it may; fails with the problem if not
     * @param join shows it what it asked for
     * @param asks answers it when it asks whether its connection still lives
     */
    private record Arrival(Future<?> admitted, Consumer<Screen> join, Consumer<Screen> asks) {}

    private Arrival arrival(RoutingContext request, Watch watch) {
        ReplayWish replay = ReplayScreens.wish(request, watch.board, watch.fields);
        if (replay != null) {
            return new Arrival(
                    replays.admits(request).compose(free -> ifExists(watch)),
                    screen -> replays.join(request, replay, screen),
                    screen -> {});
        }
        OrderScreens.Wish wish = OrderScreens.Wish.of(request, watch.board);
        return new Arrival(ifExists(watch), screen -> join(watch, wish, screen), screen -> answer(watch, screen));
    }

    private void open(Watch watch, Arrival arrival, WebSocket socket) {
        Screen screen = new Screen.OnSocket(socket);
        metrics.connections.screenOpened(watch.board.toString());
        sockets.add(socket, () -> {
            metrics.connections.screenClosed(watch.board.toString());
            leave(watch, screen);
        });
        // Nothing may follow our close frame, so the screen leaves the hub at once.
        socket.read(MAX_INBOUND_BYTES, messages(watch, arrival, screen, socket), violation -> leave(watch, screen));
        arrival.join.accept(screen);
    }

    /**
     * Whatever a screen says, it asks whether its connection still lives: pages see no pings. Closes one that says too
     * much.
     */
    private Consumer<byte[]> messages(Watch watch, Arrival arrival, Screen screen, WebSocket socket) {
        RateLimiter rate = new RateLimiter(limits.screenMessages());
        return ignored -> {
            if (screen.closing) {
                return;
            }
            if (rate.admits()) {
                arrival.asks.accept(screen);
            } else {
                screen.closing = true;
                metrics.limits.screenMessages.increment();
                leave(watch, screen);
                socket.close(CloseCode.TOO_MANY);
            }
        };
    }

    private void events(RoutingContext request) {
        Watch watch = Watch.of(request);
        Arrival arrival = arrival(request, watch);
        arrival.admitted
                .onSuccess(exists -> {
                    if (!request.response().closed()) { // otherwise it left meanwhile, unnoticed
                        Channel channel = VertxNettyBridge.of(request.request());
                        Screen screen = open(watch, arrival, request.response(), channel);
                        Permit.of(request).hold(channel, ended -> end(watch, screen));
                    }
                })
                .onFailure(request::fail);
    }

    private Screen open(Watch watch, Arrival arrival, HttpServerResponse response, Channel channel) {
        response.setChunked(true);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream");
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.putHeader("X-Accel-Buffering", "no"); // otherwise nginx buffers events
        Screen screen = new Screen.OnEvents(response, channel);
        metrics.connections.eventStreamOpened(watch.board.toString());
        // Vert.x reports the end of a response, or of its connection, or both.
        AtomicBoolean counted = new AtomicBoolean(true);
        Handler<Void> uncount = end -> {
            if (counted.getAndSet(false)) {
                metrics.connections.eventStreamClosed(watch.board.toString());
            }
        };
        response.endHandler(uncount);
        response.closeHandler(end -> {
            uncount.handle(end);
            leave(watch, screen);
        });
        arrival.join.accept(screen);
        return screen;
    }

    private void end(Watch watch, Screen screen) {
        leave(watch, screen);
        screen.close();
    }

    /** Closes all screens. */
    public void closeAll() {
        each(ScreenGroup::closeAll);
        replays.closeAll();
    }

    private Future<Void> ifExists(Watch watch) {
        return source.exists
                .apply(watch.board)
                .recover(e -> Future.failedFuture(RedisFailures.problem(e)))
                .compose(exists -> exists ? Future.succeededFuture() : Future.failedFuture(noBoard()));
    }

    private void join(Watch watch, OrderScreens.@Nullable Wish wish, Screen screen) {
        watchers.computeIfAbsent(watch, this::subscribe).add(screen);
        if (wish != null) {
            orders.join(watch.board, wish, screen);
        }
    }

    private void answer(Watch watch, Screen screen) {
        ScreenGroup group = watchers.get(watch);
        if (group != null) {
            group.answer(screen, clock.millis());
        }
    }

    private ScreenGroup subscribe(Watch watch) {
        ScreenGroup group = new ScreenGroup(patience, metrics.frames);
        Consumer<BoardNews> sink = news -> loop.runOnContext(turn -> group.on(news));
        sinks.put(group, sink);
        source.subscribe.accept(watch.board, watch.fields, sink);
        return group;
    }

    private void leave(Watch watch, Screen screen) {
        if (replays.leave(screen)) {
            return;
        }
        orders.leave(screen);
        ScreenGroup group = watchers.get(watch);
        if (group != null && group.remove(screen)) {
            watchers.remove(watch);
            Consumer<BoardNews> sink = sinks.remove(group);
            if (sink != null) {
                source.unsubscribe.accept(watch.board, watch.fields, sink);
            }
        }
    }

    private void each(Consumer<ScreenGroup> action) {
        List.copyOf(watchers.values()).forEach(action); // a copy, since closing a screen may remove its group
    }

    private static Problem noBoard() {
        return Problem.of(404, Rule.NO_BOARD.reason());
    }
}
