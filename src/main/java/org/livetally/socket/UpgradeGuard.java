package org.livetally.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Lets nothing follow a request for a WebSocket on its connection, as HTTP: a client must wait for the answer (RFC 6455, section
 * 4.1). Requests that came in between would wait inside Vert.x for the end of this one, and when the connection becomes a
 * WebSocket their buffers would be lost. So a client that sends more is cut off, until it was refused.
 */
public final class UpgradeGuard extends ChannelDuplexHandler {
    private boolean upgrade;
    private boolean complete;

    private UpgradeGuard() {}

    /** Watches a connection from its opening until it becomes a WebSocket. */
    public static void watch(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        channel.pipeline().addBefore(Channels.VERTX, "upgrade-guard", new UpgradeGuard());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        if (complete) {
            ReferenceCountUtil.release(part);
            Channels.cutOff(context.channel());
            return;
        }
        upgrade |= part instanceof HttpRequest request
                && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        complete = upgrade && part instanceof LastHttpContent;
        context.fireChannelRead(part);
    }

    @Override
    public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) {
        if (part instanceof LastHttpContent) { // a refusal: the connection stays for other requests
            upgrade = false;
            complete = false;
        }
        context.write(part, promise);
    }
}
