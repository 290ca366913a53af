package org.livetally.socket;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * A WebSocket and the channel below it, to which {@link TextFrame}s are written.
 *
 * <p>A socket that was upgraded by way of vertx-web is a wrapper that does not give its channel away; so the channel is taken
 * from the request's connection, before the upgrade.
 */
public final class Outlet {
    private final ServerWebSocket socket;
    private final Channel channel;

    private Outlet(ServerWebSocket socket, Channel channel) {
        this.socket = socket;
        this.channel = channel;
    }

    /** Accepts the handshake. Handlers must be set when the future completes, before anything else. */
    public static Future<Outlet> accept(HttpServerRequest handshake) {
        Channel channel = ((ConnectionBase) handshake.connection()).channel();
        return handshake.toWebSocket().map(socket -> new Outlet(socket, channel));
    }

    public ServerWebSocket socket() {
        return socket;
    }

    /**
     * Sends if the socket is open and its outbound buffer has room. Call on the socket's event loop.
     *
     * @return false if nothing was written
     */
    public boolean send(TextFrame frame) {
        return !socket.isClosed() && frame.writeTo(channel);
    }
}
