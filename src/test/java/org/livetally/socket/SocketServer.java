package org.livetally.socket;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.site.WebServer;
import org.livetally.testing.Await;
import org.livetally.testing.RawWebSocket;

/** One event loop whose sockets, on {@code /ws/echo}, echo what they receive. */
final class SocketServer extends VerticleBase implements AutoCloseable {
    static final int LIMIT = 64;

    /** The broken rules that the sockets' owners were told of. */
    final List<Rule> violations = new CopyOnWriteArrayList<>();
    /** Sockets that were opened, and closes that their owners were told of. */
    final AtomicInteger opened = new AtomicInteger();

    final AtomicInteger closed = new AtomicInteger();

    private final Vertx own = Vertx.vertx();
    private final long pingMs;
    private @Nullable OpenSockets sockets;
    private @Nullable Context loop;
    private int port;

    private SocketServer(long pingMs) {
        this.pingMs = pingMs;
    }

    static SocketServer start(long pingMs) {
        SocketServer server = new SocketServer(pingMs);
        Await.result(server.own.deployVerticle(server));
        return server;
    }

    @Override
    public Future<?> start() {
        loop = context;
        OpenSockets open = new OpenSockets(vertx, pingMs);
        sockets = open;
        Router router = Router.router(vertx);
        router.get("/ws/echo")
                .handler(request -> Handshake.upgrade(request, open, 1 << 20, Future.succeededFuture(), this::open));
        return vertx.createHttpServer(WebServer.options())
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .onSuccess(http -> port = http.actualPort());
    }

    private void open(WebSocket socket) {
        opened.incrementAndGet();
        Objects.requireNonNull(sockets).add(socket, closed::incrementAndGet);
        socket.read(LIMIT, socket::send, violations::add);
    }

    int port() {
        return port;
    }

    RawWebSocket connect() {
        return RawWebSocket.open(port, "/ws/echo");
    }

    void closeAll() {
        Objects.requireNonNull(loop)
                .runOnContext(go -> Objects.requireNonNull(sockets).closeAll());
    }

    @Override
    public void close() {
        Await.result(own.close());
    }
}
