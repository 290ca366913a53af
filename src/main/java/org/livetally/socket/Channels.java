package org.livetally.socket;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** The Netty channels below Vert.x' connections. */
public final class Channels {
    /** What Vert.x calls its own handler in a pipeline. */
    static final String VERTX = "handler";

    private Channels() {}

    /** The channel that the request came through. Vert.x Web wraps responses and sockets, but not the connection. */
    public static Channel of(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** Whether the request wants its connection to become a WebSocket. */
    static boolean asksForSocket(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    /**
     * Ends the connection now, whatever waits to be written. Below the pipeline: Vert.x would first wait for that to leave,
     * which it never does while the peer reads nothing. Call on the channel's event loop.
     */
    public static void cutOff(Channel channel) {
        channel.unsafe().close(channel.newPromise());
    }
}
