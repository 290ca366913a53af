package org.livetally.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import org.livetally.metrics.LimitCounters;
import org.livetally.settings.Limits;

/**
 * Closes a connection whose request is not all there in time ("slow loris"). The idle timeout does not help against a client
 * that sends a byte now and then.
 *
 * <p>The time runs from the opening of the connection, and from the first byte of each later request; a connection that waits
 * for its next request is left to the idle timeout. Two handlers, since bytes are seen before the decoder and the end of a
 * request behind it. A timer is armed at most once a time limit, not for each request.
 */
public final class RequestDeadline {
    private final Channel channel;
    private final long limitNanos;
    private final LimitCounters counters;
    private boolean waiting = true;
    private boolean armed;
    private long since = System.nanoTime();

    private RequestDeadline(Channel channel, long limitNanos, LimitCounters counters) {
        this.channel = channel;
        this.limitNanos = limitNanos;
        this.counters = counters;
    }

    /** Watches a connection from its opening until it becomes a WebSocket. */
    public static void watch(HttpConnection connection, Limits limits, LimitCounters counters) {
        if (limits.requestSeconds() == 0) {
            return;
        }
        Channel channel = ((ConnectionBase) connection).channel();
        long nanos = TimeUnit.SECONDS.toNanos(limits.requestSeconds());
        RequestDeadline deadline = new RequestDeadline(channel, nanos, counters);
        String decoder = channel.pipeline().context(HttpRequestDecoder.class).name();
        channel.pipeline().addBefore(decoder, "request-begins", deadline.new Begin());
        channel.pipeline().addAfter(decoder, "request-ends", deadline.new End());
        deadline.arm(nanos);
    }

    /** Watches no more: what comes now are frames. */
    static void forget(Channel channel) {
        Begin begin = channel.pipeline().get(Begin.class);
        if (begin != null) {
            begin.owner().waiting = false;
            channel.pipeline().remove(Begin.class);
            channel.pipeline().remove(End.class);
        }
    }

    private void arm(long nanos) {
        armed = true;
        channel.eventLoop().schedule(this::check, nanos, TimeUnit.NANOSECONDS);
    }

    private void check() {
        armed = false;
        if (!waiting || !channel.isActive()) {
            return;
        }
        long left = limitNanos - (System.nanoTime() - since);
        if (left > 0) {
            arm(left);
        } else {
            counters.slowRequests.increment();
            channel.close();
        }
    }

    private void begins() {
        if (!waiting) {
            waiting = true;
            since = System.nanoTime();
            if (!armed) {
                arm(limitNanos);
            }
        }
    }

    private final class Begin extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            begins();
            context.fireChannelRead(bytes);
        }

        RequestDeadline owner() {
            return RequestDeadline.this;
        }
    }

    private final class End extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object part) {
            if (part instanceof LastHttpContent) {
                waiting = false;
            }
            context.fireChannelRead(part);
        }
    }
}
