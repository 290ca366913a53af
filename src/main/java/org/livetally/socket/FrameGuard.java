package org.livetally.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.LimitCounters;

/**
 * Does two things between Netty's frame decoder and Vert.x, which gets them wrong.
 *
 * <p>Pings are answered while their sender reads. Vert.x queues a pong for each, without bound, for a peer that pings and never
 * reads; a pong that is missing is no violation (RFC 6455, section 5.5.3: the latest may answer for all).
 *
 * <p>Frames that no peer may send (a continuation of nothing, reserved bits, a bad close code, more bytes than we ever take) are
 * answered with the close code for them, such as 1002. Vert.x just drops the connection.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {
    private static final String VERTX = "handler";

    private final LimitCounters counters;
    private boolean violated;

    private FrameGuard(LimitCounters counters) {
        this.counters = counters;
    }

    /** Guards a channel that has become a WebSocket. */
    static void on(Channel channel, LimitCounters counters) {
        if (channel.pipeline().get(VERTX) != null) { // else it is closed already
            channel.pipeline().addBefore(VERTX, "frame-guard", new FrameGuard(counters));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (!(frame instanceof PingWebSocketFrame ping)) {
            context.fireChannelRead(frame);
        } else if (context.channel().isWritable() && !violated) {
            context.writeAndFlush(new PongWebSocketFrame(ping.content()), context.voidPromise());
        } else {
            ping.release();
            counters.pongsDropped.increment();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        CorruptedWebSocketFrameException violation = violation(cause);
        if (violation == null) {
            context.fireExceptionCaught(cause);
        } else if (!violated) {
            violated = true;
            context.writeAndFlush(new CloseWebSocketFrame(violation.closeStatus()))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static @Nullable CorruptedWebSocketFrameException violation(@Nullable Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException violation) {
            return violation;
        }
        return cause instanceof DecoderException ? violation(cause.getCause()) : null;
    }
}
