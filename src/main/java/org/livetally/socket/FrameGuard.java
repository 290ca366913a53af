package org.livetally.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.ServerWebSocket;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.LimitCounters;

/**
 * Does three things between Netty's frame codec and Vert.x, which gets them wrong.
 *
 * <p>Pings are answered while their sender reads. Vert.x queues a pong for each, without bound, for a peer that pings and never
 * reads; a pong that is missing is no violation (RFC 6455, section 5.5.3: the latest may answer for all).
 *
 * <p>Frames that no peer may send (a continuation of nothing, reserved bits, a bad close code, more bytes than we ever take) are
 * answered with the close code for them, such as 1002. Vert.x just drops the connection. It is Vert.x that is asked to close:
 * of a {@code channel.close()} it would make a second close frame. But it would wait for the peer's close frame, which is never
 * read, since the decoder drops all that follows a violation; so the connection is cut off soon.
 *
 * <p>Nothing follows a close frame (RFC 6455, section 5.5.1). To Vert.x a socket is open until the peer has closed its side as
 * well, so acks, boards, pings and pongs that come meanwhile are dropped here. A producer without its ack sends again.
 */
final class FrameGuard extends ChannelDuplexHandler {
    private static final String VERTX = "handler";

    private final ServerWebSocket socket;
    private final LimitCounters counters;
    private boolean closing;

    private FrameGuard(ServerWebSocket socket, LimitCounters counters) {
        this.socket = socket;
        this.counters = counters;
    }

    /** Guards a socket, on its channel. */
    static void on(ServerWebSocket socket, Channel channel, LimitCounters counters) {
        if (channel.pipeline().get(VERTX) != null) { // else it is closed already
            channel.pipeline().addBefore(VERTX, "frame-guard", new FrameGuard(socket, counters));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (!(frame instanceof PingWebSocketFrame ping)) {
            context.fireChannelRead(frame);
        } else if (context.channel().isWritable() && !closing) {
            context.writeAndFlush(new PongWebSocketFrame(ping.content()), context.voidPromise());
        } else {
            ping.release();
            counters.pongsDropped.increment();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object frame, ChannelPromise promise) {
        if (closing) {
            ReferenceCountUtil.release(frame);
            promise.trySuccess(); // as of any bytes that the peer has not read when it goes
        } else {
            closing = frame instanceof CloseWebSocketFrame;
            context.write(frame, promise);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        CorruptedWebSocketFrameException violation = violation(cause);
        if (violation == null) {
            context.fireExceptionCaught(cause);
        } else {
            WebSocketCloseStatus status = violation.closeStatus();
            CloseCode.close(socket, status.code(), status.reasonText());
            Channels.cutOffSoon(context.channel());
        }
    }

    private static @Nullable CorruptedWebSocketFrameException violation(@Nullable Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException violation) {
            return violation;
        }
        return cause instanceof DecoderException ? violation(cause.getCause()) : null;
    }
}
