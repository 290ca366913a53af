package org.livetally.http.guard;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.livetally.metrics.LimitCounters;
import org.livetally.settings.Limits;

/**
 * Closes a connection whose request does not arrive in time ("slow loris"), and tells its {@link RequestMemory} what
 * arrives and leaves. The idle timeout does not stop a client that sends a byte now and then.
 *
 * <p>The time starts when the connection opens, and with the first byte of each later request. A connection that waits
 * for its next request is left to the idle timeout. There are two handlers, since bytes are seen before the decoder,
 * and the end of a request after it. A timer is started at most once in a time limit, not for each request.
 */
public final class RequestDeadline {
    /** What must arrive of a body in each time limit, if it is written to disk as it arrives. */
    private static final long STREAMED_BYTES = 64 << 10;

    private final Channel channel;
    private final long limitNanos;
    private final LimitCounters counters;
    private final RequestMemory memory;
    private boolean waiting = true;
    private boolean armed;
    /** Whether the body at hand is written to disk as it arrives; then what has arrived of it in this time limit. */
    private boolean streamed;

    private long streamedBytes;
    private long since = System.nanoTime();

    private RequestDeadline(Channel channel, long limitNanos, Budgets budgets, LimitCounters counters) {
        this.channel = channel;
        this.limitNanos = limitNanos;
        this.counters = counters;
        this.memory = new RequestMemory(channel, budgets, counters);
    }

    /** Watches a connection from its opening until it becomes a WebSocket. */
    static void watch(Channel channel, Limits limits, Budgets budgets, LimitCounters counters) {
        long nanos = TimeUnit.SECONDS.toNanos(limits.requestSeconds());
        RequestDeadline deadline = new RequestDeadline(channel, nanos, budgets, counters);
        String decoder = channel.pipeline().context(HttpRequestDecoder.class).name();
        channel.pipeline().addBefore(decoder, "request-begins", deadline.new Begin());
        VertxNettyBridge.addBeforeVertx(channel, "request-ends", deadline.new End());
        deadline.arm(nanos);
        deadline.memory.waits();
    }

    /** Stops watching: what follows are frames. */
    public static void forget(Channel channel) {
        Begin begin = channel.pipeline().get(Begin.class);
        if (begin != null) {
            channel.pipeline().remove(Begin.class);
            channel.pipeline().remove(End.class);
        }
    }

    /**
     * The body of this request is written to disk as it arrives. So it takes no memory, however long it is, and must go on
     * instead of ending in time: {@value #STREAMED_BYTES} bytes in each time limit. To be called before any of it is read.
     */
    public static void streams(HttpServerRequest request) {
        Begin begin = VertxNettyBridge.of(request).pipeline().get(Begin.class);
        if (begin != null) {
            begin.streams();
        }
    }

    private void arm(long nanos) {
        if (limitNanos == 0) {
            return; // no limit
        }
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

    private void goesOn(int bytes) {
        streamedBytes += streamed ? bytes : 0;
        if (streamedBytes >= STREAMED_BYTES) {
            streamedBytes = 0;
            since = System.nanoTime();
        }
    }

    private final class Begin extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            begins();
            int length = ((ByteBuf) bytes).readableBytes();
            goesOn(length);
            if (memory.read(length)) {
                context.fireChannelRead(bytes);
            } else {
                ReferenceCountUtil.release(bytes);
            }
        }

        private void streams() {
            streamed = true;
            memory.streams();
        }

        @Override
        public void handlerRemoved(
                ChannelHandlerContext context) { // with the connection, or when it becomes a WebSocket
            waiting = false;
            memory.forgets();
        }
    }

    private final class End extends ChannelDuplexHandler {
        @Override
        public void channelRead(ChannelHandlerContext context, Object part) {
            if (part instanceof HttpRequest && !memory.begins()) {
                ReferenceCountUtil.release(part);
                return;
            }
            if (part instanceof LastHttpContent) {
                waiting = false;
                streamed = false;
                streamedBytes = 0;
                memory.ends();
            }
            context.fireChannelRead(part);
        }

        @Override
        public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) {
            ChannelPromise written = promise.unvoid();
            if (part instanceof LastHttpContent && !isInterim(part)) {
                memory.answered();
                written.addListener(sent -> {
                    if (channel.isActive() && !context.isRemoved()) {
                        memory.sent();
                    }
                });
            }
            context.write(part, written);
        }

        /** "100 Continue" is not an answer yet. */
        private boolean isInterim(Object part) {
            return part instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
    }
}
