package org.livetally.http.guard;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** The Netty channels under Vert.x' connections. */
public final class VertxNettyBridge {
    /** The name of Vert.x' own handler in a pipeline. */
    public static final String VERTX = "handler";

    private static final ChannelHandler FORGET = new Forget();

    private VertxNettyBridge() {}

    /** The channel of the request. Vert.x Web wraps responses and sockets, but not the connection. */
    public static Channel of(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** Whether the request asks to turn its connection into a WebSocket. */
    public static boolean asksForSocket(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    /**
     * Closes the connection now, whatever waits to be written. Bypasses the pipeline: Vert.x would wait until
     * everything is written, which never happens while the peer reads nothing. To be called on the channel's event
     * loop.
     *
     * <p>What the decoder has buffered is released when this returns. Netty tells handlers of the end only in a later
     * turn, and in one turn each of thousands of connections could buffer a quarter of a megabyte.
     */
    public static void cutOff(Channel channel) {
        channel.unsafe().close(channel.newPromise());
        ByteToMessageDecoder decoder = channel.pipeline().get(ByteToMessageDecoder.class);
        if (decoder != null) {
            channel.pipeline().replace(decoder, null, FORGET);
        }
    }

    /** Replaces a decoder, and drops what that has buffered. */
    @ChannelHandler.Sharable
    private static final class Forget extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            ReferenceCountUtil.release(bytes);
        }
    }
}
