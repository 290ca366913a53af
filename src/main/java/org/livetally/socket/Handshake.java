package org.livetally.socket;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.model.Problem;

/** Turns requests into WebSockets. */
public final class Handshake {
    private static final Logger LOG = Logger.getLogger(Handshake.class.getName());

    private Handshake() {}

    /**
     * Upgrades a request once it is admitted.
     *
     * @param admitted fails with the {@link Problem} to answer; with anything else where Redis could not be asked
     * @param open gets the socket before any of its messages, and the channel below it, which {@link TextFrame} writes to
     */
    public static void upgrade(RoutingContext request, Future<?> admitted, BiConsumer<ServerWebSocket, Channel> open) {
        if (!request.request().headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)) {
            request.fail(Problem.of(426, "This is a WebSocket."));
            return;
        }
        if (Origins.isForeign(request)) {
            request.fail(Problem.of(403, "Pages of another origin may not use this socket."));
            return;
        }
        Channel channel = Channels.of(request.request());
        request.request().pause(); // else it is over before it can be upgraded
        admitted.onSuccess(yes -> request.request()
                        .toWebSocket()
                        .onSuccess(socket -> {
                            RequestDeadline.forget(channel);
                            opened(request, socket, channel, open);
                        })
                        .onFailure(e -> LOG.log(Level.FINE, "a client left during the handshake", e)))
                .onFailure(refusal -> {
                    request.request().resume();
                    request.fail(problem(refusal));
                });
    }

    private static void opened(
            RoutingContext request,
            ServerWebSocket socket,
            Channel channel,
            BiConsumer<ServerWebSocket, Channel> open) {
        open.accept(socket, channel);
        Permit.of(request).hold(channel, code -> {
            code.close(socket);
            // A client need not heed it.
            Channels.cutOffSoon(channel);
        });
    }

    /** What to answer where a question to Redis failed. */
    public static Problem problem(Throwable failure) {
        return failure instanceof Problem problem ? problem : Problem.of(503, "Redis does not answer.");
    }
}
