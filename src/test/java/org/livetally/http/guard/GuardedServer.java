package org.livetally.http.guard;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.livetally.http.site.WebServer;
import org.livetally.metrics.LimitCounters;
import org.livetally.settings.Limits;
import org.livetally.settings.Networks;
import org.livetally.socket.Handshake;
import org.livetally.socket.OpenSockets;
import org.livetally.socket.WebSocket;
import org.livetally.testing.Await;

/**
 * One event loop that guards its connections as the product's do, with shorter timeouts. {@code /own/<n>} answers n
 * bytes.
 */
final class GuardedServer extends VerticleBase implements AutoCloseable {
    static final int REQUEST_S = 1;
    private static final int MAX_FRAME_BYTES = 256 << 10;
    private static final int REQUEST_BYTES = 1 << 20;
    private static final long ROOM_FOR_CONNECTIONS = 16 << 20;

    final LimitCounters counters = new LimitCounters();
    final Budgets budgets;

    /** As in the product: only the native transport can limit unsent bytes in the kernel. */
    private final Vertx own = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));

    private final long patienceMs;
    private int port;

    private GuardedServer(long patienceMs, long responseBytes) {
        this.patienceMs = patienceMs;
        this.budgets = new Budgets(
                MemoryBudget.of(ROOM_FOR_CONNECTIONS), MemoryBudget.of(REQUEST_BYTES), MemoryBudget.of(responseBytes));
    }

    /**
     * @param patienceMs the time in which a peer must read a piece
     * @param responseBytes the memory for unread answers
     */
    static GuardedServer start(long patienceMs, long responseBytes) {
        GuardedServer server = new GuardedServer(patienceMs, responseBytes);
        Await.result(server.own.deployVerticle(server));
        return server;
    }

    @Override
    public Future<?> start() {
        Limits limits = new Limits(0, 0, REQUEST_S, 0, 0, 0);
        OpenSockets sockets = new OpenSockets(vertx, limits, counters, budgets.requests());
        HttpServerOptions options = WebServer.options();
        ConnectionLimit gate = new ConnectionLimit(limits, Integer.MAX_VALUE, counters, Networks.NONE);
        HttpGuards guards =
                new HttpGuards(vertx, options, new HttpGuards.Bounds(limits, counters, gate, budgets), patienceMs);
        Router router = Router.router(vertx);
        router.route().handler(gate::admit);
        router.get("/own/:bytes").handler(GuardedServer::answer);
        router.get("/ws/echo")
                .handler(request -> Handshake.upgrade(
                        request, sockets, MAX_FRAME_BYTES, Future.succeededFuture(), socket -> open(sockets, socket)));
        return vertx.createHttpServer(options)
                .connectionHandler(guards::watch)
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .onSuccess(http -> port = http.actualPort());
    }

    private static void answer(RoutingContext context) {
        context.response()
                .end(Buffer.buffer(new byte[Integer.parseInt(context.pathParam("bytes"))]))
                .onFailure(gone -> {});
    }

    private static void open(OpenSockets sockets, WebSocket socket) {
        sockets.add(socket, () -> {});
        socket.read(MAX_FRAME_BYTES, socket::send, violation -> {});
    }

    int port() {
        return port;
    }

    /** Waits until no memory is kept and nobody is connected. */
    void awaitNothingLeft() {
        Await.until(
                "all is given back",
                () -> budgets.connections().taken() == 0
                        && budgets.requests().taken() == 0
                        && budgets.responses().taken() == 0
                        && counters.connections.get() == 0);
    }

    @Override
    public void close() {
        Await.result(own.close());
    }
}
