package org.livetally.http.guard;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/**
 * Allows nothing to follow a WebSocket request on its connection, since a client must wait for the answer (RFC 6455,
 * section 4.1). Requests that arrive meanwhile would wait inside Vert.x for the end of this one, and their buffers
 * would leak when the connection becomes a WebSocket. So a client that sends more is disconnected. A client that was
 * refused is disconnected, too, since it would keep a place without using it.
 */
final class UpgradeGuard extends ChannelDuplexHandler {
    private boolean upgrade;
    private boolean complete;

    private UpgradeGuard() {}

    /** Watches a connection from its opening until it becomes a WebSocket. */
    static void watch(Channel channel) {
        VertxNettyBridge.addBeforeVertx(channel, "upgrade-guard", new UpgradeGuard());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        if (complete) {
            ReferenceCountUtil.release(part);
            VertxNettyBridge.terminate(context.channel());
            return;
        }
        upgrade |= part instanceof HttpRequest request
                && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        complete = upgrade && part instanceof LastHttpContent;
        context.fireChannelRead(part);
    }

    @Override
    public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) {
        if (upgrade && part instanceof HttpResponse response) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        ChannelPromise written = promise.unvoid();
        if (upgrade && part instanceof LastHttpContent) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        context.write(part, written);
    }

    /**
     * Ignores the reset of a connection by its peer. Vert.x (5.1.6) would throw for each waiting request, which has no
     * response yet, and Netty would log that with a stack trace.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            context.close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }
}
