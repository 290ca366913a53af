package org.livetally.socket;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import org.livetally.http.site.WebServer;

/**
 * The server for the Autobahn suite: echoes what it receives, through our own socket layer and with the options of the
 * real server. Only the largest message is larger, since the suite sends some of 16 MB.
 *
 * <p>Binary messages are refused, as everywhere, so the suite skips the cases that expect an echo of them.
 */
public final class AutobahnEcho {
    private static final int LARGEST = 16 << 20;

    private AutobahnEcho() {}

    /** Listens until the process ends. */
    static Future<Vertx> start(int port) {
        Vertx vertx = Vertx.vertx();
        OpenSockets sockets = new OpenSockets(vertx);
        Router router = Router.router(vertx);
        router.route()
                .handler(request -> Handshake.upgrade(
                        request, sockets, LARGEST, Future.succeededFuture(), socket -> open(sockets, socket)));
        return vertx.createHttpServer(WebServer.options())
                .requestHandler(router)
                .listen(port, "127.0.0.1")
                .map(vertx);
    }

    private static void open(OpenSockets sockets, WebSocket socket) {
        sockets.add(socket, () -> {});
        socket.read(LARGEST, socket::send, violation -> {});
    }
}
