package org.livetally.socket;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;

/** The Netty channels below Vert.x' connections. */
public final class Channels {
    private static final long FAREWELL_MS = 500;

    private Channels() {}

    /** The channel that the request came through. Vert.x Web wraps responses and sockets, but not the connection. */
    public static Channel of(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /**
     * Ends the connection now, whatever waits to be written. Below the pipeline: Vert.x would first wait for that to leave,
     * which it never does while the peer reads nothing. Call on the channel's event loop.
     */
    public static void cutOff(Channel channel) {
        channel.unsafe().close(channel.newPromise());
    }

    /**
     * The same, {@value #FAREWELL_MS} ms later: time for a close frame to leave, and for what the peer was still sending to be
     * read, since an end with unread bytes is a reset, which may overtake the close frame.
     */
    static void cutOffSoon(Channel channel) {
        channel.eventLoop().schedule(() -> cutOff(channel), FAREWELL_MS, TimeUnit.MILLISECONDS);
    }
}
