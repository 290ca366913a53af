package org.livetally.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** The Netty channels below Vert.x' connections. */
public final class Channels {
    /** What Vert.x calls its own handler in a pipeline. */
    static final String VERTX = "handler";

    private static final ChannelHandler FORGET = new Forget();

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
     *
     * <p>What the decoder has gathered is free when this returns. Netty tells handlers of the end in a later turn, and in one turn
     * thousands of connections can each bring a quarter of a megabyte.
     */
    public static void cutOff(Channel channel) {
        channel.unsafe().close(channel.newPromise());
        ByteToMessageDecoder decoder = channel.pipeline().get(ByteToMessageDecoder.class);
        if (decoder != null) {
            channel.pipeline().replace(decoder, null, FORGET);
        }
    }

    /** Takes the place of a decoder, which passes on to it what it has gathered. */
    @ChannelHandler.Sharable
    private static final class Forget extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            ReferenceCountUtil.release(bytes);
        }
    }
}
