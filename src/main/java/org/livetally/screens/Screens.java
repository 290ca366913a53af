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
import java.util.function.BiConsumer;
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
            void accept(BoardId board, BoardSections fields, int rate, Consumer<BoardNews> sink);
        }
    }

    /**
     * The board and fields that a screen shows.
     *
     * @param rate how many updates a second at most
     */
    private record Watch(BoardId board, BoardSections fields, int rate) {
        static Watch of(RoutingContext request) {
            BoardId board = BoardId.parse(request.pathParam("board"));
            if (board == null) {
                throw noBoard();
            }
            return new Watch(
                    board,
                    QueryFields.sections("fields", request.request().getParam("fields")),
                    ScreenRate.of(request.request().getParam("rate")));
        }
    }

    /** Where a screen of the present is among the groups. */
    private static final class Seat {
        private Watch watch;

        Seat(Watch watch) {
            this.watch = watch;
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
        Seat seat = new Seat(Watch.of(request));
        Arrival arrival = arrival(request, seat);
        Handshake.upgrade(request, sockets, MAX_INBOUND_BYTES, arrival.admitted, socket -> open(seat, arrival, socket));
    }

    /**
     * A screen that comes, of the present or of the past.
     *
     * @param admitted whether it may; fails with the problem if not
     * @param join shows it what it asked for
     * @param said answers what it says
     */
    private record Arrival(Future<?> admitted, Consumer<Screen> join, BiConsumer<Screen, byte[]> said) {}

    private Arrival arrival(RoutingContext request, Seat seat) {
        Watch watch = seat.watch;
        ReplayWish replay = ReplayScreens.wish(request, watch.board, watch.fields);
        if (replay != null) {
            return new Arrival(
                    replays.admits(request).compose(free -> ifExists(watch)),
                    screen -> replays.join(request, replay, screen),
                    (screen, message) -> {});
        }
        OrderScreens.Wish wish = OrderScreens.Wish.of(request, watch.board);
        return new Arrival(
                ifExists(watch),
                screen -> join(seat, wish, screen),
                (screen, message) -> answer(seat, screen, message));
    }

    private void open(Seat seat, Arrival arrival, WebSocket socket) {
        Screen screen = new Screen.OnSocket(socket);
        String board = seat.watch.board.toString();
        metrics.connections.screenOpened(board);
        sockets.add(socket, () -> {
            metrics.connections.screenClosed(board);
            leave(seat, screen);
        });
        // Nothing may follow our close frame, so the screen leaves the hub at once.
        socket.read(MAX_INBOUND_BYTES, messages(seat, arrival, screen, socket), violation -> leave(seat, screen));
        arrival.join.accept(screen);
    }

    /**
     * Whatever a screen says, unless it asks for a rate, it asks whether its connection still lives: pages see no pings. Closes one
     * that says too much.
     */
    private Consumer<byte[]> messages(Seat seat, Arrival arrival, Screen screen, WebSocket socket) {
        RateLimiter rate = new RateLimiter(limits.screenMessages());
        return message -> {
            if (screen.closing) {
                return;
            }
            if (rate.admits()) {
                arrival.said.accept(screen, message);
            } else {
                screen.closing = true;
                metrics.limits.screenMessages.increment();
                leave(seat, screen);
                socket.close(CloseCode.TOO_MANY);
            }
        };
    }

    private void events(RoutingContext request) {
        Seat seat = new Seat(Watch.of(request));
        Arrival arrival = arrival(request, seat);
        arrival.admitted
                .onSuccess(exists -> {
                    if (!request.response().closed()) { // otherwise it left meanwhile, unnoticed
                        Channel channel = VertxNettyBridge.of(request.request());
                        Screen screen = open(seat, arrival, request.response(), channel);
                        Permit.of(request).hold(channel, ended -> end(seat, screen));
                    }
                })
                .onFailure(request::fail);
    }

    private Screen open(Seat seat, Arrival arrival, HttpServerResponse response, Channel channel) {
        response.setChunked(true);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream");
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.putHeader("X-Accel-Buffering", "no"); // otherwise nginx buffers events
        Screen screen = new Screen.OnEvents(response, channel);
        String board = seat.watch.board.toString();
        metrics.connections.eventStreamOpened(board);
        // Vert.x reports the end of a response, or of its connection, or both.
        AtomicBoolean counted = new AtomicBoolean(true);
        Handler<Void> uncount = end -> {
            if (counted.getAndSet(false)) {
                metrics.connections.eventStreamClosed(board);
            }
        };
        response.endHandler(uncount);
        response.closeHandler(end -> {
            uncount.handle(end);
            leave(seat, screen);
        });
        arrival.join.accept(screen);
        return screen;
    }

    private void end(Seat seat, Screen screen) {
        leave(seat, screen);
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

    private void join(Seat seat, OrderScreens.@Nullable Wish wish, Screen screen) {
        join(seat.watch, screen);
        if (wish != null) {
            orders.join(seat.watch.board, wish, screen);
        }
    }

    private void join(Watch watch, Screen screen) {
        watchers.computeIfAbsent(watch, this::subscribe).add(screen);
    }

    /** Updates of another rate start from other boards, so a screen that changes its rate gets the present board first. */
    private void answer(Seat seat, Screen screen, byte[] message) {
        int rate = ScreenRate.asked(message);
        ScreenGroup group = watchers.get(seat.watch);
        if (rate != ScreenRate.NONE && rate != seat.watch.rate && screen.isOpen()) {
            leave(seat.watch, screen);
            seat.watch = new Watch(seat.watch.board, seat.watch.fields, rate);
            join(seat.watch, screen);
        } else if (group != null) {
            group.answer(screen, clock.millis());
        }
    }

    private ScreenGroup subscribe(Watch watch) {
        ScreenGroup group = new ScreenGroup(patience, metrics.frames);
        Consumer<BoardNews> sink = news -> loop.runOnContext(turn -> group.on(news));
        sinks.put(group, sink);
        source.subscribe.accept(watch.board, watch.fields, watch.rate, sink);
        return group;
    }

    private void leave(Seat seat, Screen screen) {
        if (replays.leave(screen)) {
            return;
        }
        orders.leave(screen);
        leave(seat.watch, screen);
    }

    private void leave(Watch watch, Screen screen) {
        ScreenGroup group = watchers.get(watch);
        if (group != null && group.remove(screen)) {
            watchers.remove(watch);
            Consumer<BoardNews> sink = sinks.remove(group);
            if (sink != null) {
                source.unsubscribe.accept(watch.board, watch.fields, watch.rate, sink);
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
