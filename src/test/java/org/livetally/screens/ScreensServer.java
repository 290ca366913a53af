package org.livetally.screens;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.http.Seats;
import org.livetally.http.guard.VertxNettyBridge;
import org.livetally.metrics.Metrics;
import org.livetally.settings.Limits;
import org.livetally.socket.OpenSockets;
import org.livetally.socket.SocketLoop;
import org.livetally.testing.Await;

/** Screens on an event loop, without Redis: the test decides what happens to the one board. */
final class ScreensServer extends VerticleBase implements AutoCloseable {
    private static final long PING_MS = 20_000; // a deaf screen answers none, and two unanswered ones close it

    private final Vertx own = Vertx.vertx();
    private final List<Consumer<BoardNews>> sinks = new CopyOnWriteArrayList<>();
    /** The sinks for big orders; they may be called on the thread of this event loop. */
    final List<Consumer<BigOrders>> orderSinks = new CopyOnWriteArrayList<>();

    private final Seats seats = ReplayScreens.seats();
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final Duration patience;
    /** The answer to whether the board exists. */
    volatile Future<Boolean> exists = Future.succeededFuture(true);
    /** How often that was asked. */
    final AtomicInteger asked = new AtomicInteger();

    private int port;
    private final AtomicLong version = new AtomicLong();

    private ScreensServer(Duration patience) {
        this.patience = patience;
    }

    static ScreensServer start(Duration patience) {
        ScreensServer server = new ScreensServer(patience);
        Await.result(server.own.deployVerticle(server));
        return server;
    }

    @Override
    public Future<?> start() {
        Screens.Source source = new Screens.Source(
                this::asked, (board, fields) -> Future.succeededFuture(snapshot("")), this::joined, this::left);
        OrderScreens.Source orders = new OrderScreens.Source(
                (board, from, to, min) -> Future.succeededFuture(BigOrders.none(to)),
                (board, min, sink) -> orderSinks.add(sink),
                (board, min, sink) -> orderSinks.remove(sink));
        Router router = Router.router(vertx);
        SocketLoop loop = new SocketLoop(
                vertx, InstantSource.system(), new OpenSockets(vertx, PING_MS), Limits.DEFAULTS, new Metrics());
        new Screens(loop, source, orders, replays(), patience).mount(router);
        return vertx.createHttpServer(new HttpServerOptions().setPort(0).setHost("127.0.0.1"))
                .connectionHandler(this::connected)
                .requestHandler(router)
                .listen()
                .onSuccess(http -> port = http.actualPort());
    }

    private ReplayScreens.Source replays() {
        return new ReplayScreens.Source(
                (stream, at, fields) -> Future.succeededFuture(snapshot(stream + " at " + at)),
                stream -> Future.succeededFuture("{}".getBytes(StandardCharsets.UTF_8)),
                (wish, sink) -> joined(sink),
                sinks::remove,
                seats,
                seats);
    }

    int port() {
        return port;
    }

    /** The number of groups of screens. */
    int groups() {
        return sinks.size();
    }

    /** Tells all screens of a change, and of the whole state after it. */
    void update(String text) {
        long from = version.getAndIncrement();
        long now = from + 1;
        byte[] json = ("{\"type\":\"update\",\"version\":" + now + ",\"from\":" + from
                        + ",\"at\":0,\"patch\":{\"text\":\"" + text + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        BoardNews.Latest latest = new BoardNews.Latest(now, () -> snapshot(text));
        sinks.forEach(sink -> sink.accept(new BoardNews.Update(json, latest, () -> {})));
    }

    long version() {
        return version.get();
    }

    @Override
    public void close() {
        Await.result(own.close());
    }

    /** Connections that are open. */
    int connections() {
        return channels.size();
    }

    /** The maximum that waits in the server for one connection. */
    long pendingBytes() {
        return channels.stream()
                .map(channel -> channel.unsafe().outboundBuffer())
                .mapToLong(buffer -> buffer == null ? 0 : buffer.totalPendingWriteBytes())
                .max()
                .orElse(0);
    }

    private void connected(HttpConnection connection) {
        Channel channel = VertxNettyBridge.of(connection);
        channels.add(channel);
        channel.closeFuture().addListener(closed -> channels.remove(channel));
    }

    private Future<Boolean> asked(BoardId board) {
        asked.incrementAndGet();
        return exists;
    }

    private void joined(BoardId board, BoardSections fields, int rate, Consumer<BoardNews> sink) {
        joined(sink);
    }

    private void joined(Consumer<BoardNews> sink) {
        sinks.add(sink);
        sink.accept(new BoardNews.Latest(version.get(), () -> snapshot("")));
    }

    private void left(BoardId board, BoardSections fields, int rate, Consumer<BoardNews> sink) {
        sinks.remove(sink);
    }

    private byte[] snapshot(String text) {
        return ("{\"type\":\"snapshot\",\"version\":" + version + ",\"at\":0,\"board\":{\"text\":\"" + text + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
