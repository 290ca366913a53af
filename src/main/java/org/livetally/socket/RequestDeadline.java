package org.livetally.socket;

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
import java.util.concurrent.TimeUnit;
import org.livetally.metrics.LimitCounters;
import org.livetally.settings.Limits;

/**
 * Closes a connection whose request is not all there in time ("slow loris"), or takes memory that is not to be had. The idle
 * timeout does not help against a client that sends a byte now and then. What a request has brought counts until it is all there or
 * was answered before (then the rest is thrown away), the connection as long as it waits for a request.
 *
 * <p>The time runs from the opening of the connection, and from the first byte of each later request; a connection that waits
 * for its next request is left to the idle timeout. Two handlers, since bytes are seen before the decoder and the end of a
 * request behind it. A timer is armed at most once a time limit, not for each request.
 */
final class RequestDeadline {
    /** What every connection may keep, however short memory is: the head of an ordinary request, an order. */
    static final int FREE_BYTES = 2 << 10;

    /** Requests in one read of a connection, which could bring thousands: others have no turn until all were answered. */
    private static final int MAX_PIPELINED = 100;

    private final Channel channel;
    private final long limitNanos;
    private final LimitCounters counters;
    private final MemoryBudget.Share connection;
    private final MemoryBudget.Share request;
    /** Bytes of the request that is not all there yet. */
    private long received;

    /** Requests whose answer was not written. */
    private int unanswered;
    /** Of a request that is not all there yet. */
    private boolean headSeen;

    private int inRead;

    private boolean waiting = true;
    private boolean armed;
    private long since = System.nanoTime();

    private RequestDeadline(Channel channel, long limitNanos, Budgets budgets, LimitCounters counters) {
        this.channel = channel;
        this.limitNanos = limitNanos;
        this.connection = budgets.connections().new Share(this::memoryIsShort);
        this.request = budgets.requests().new Share(this::memoryIsShort);
        this.counters = counters;
    }

    /** Watches a connection from its opening until it becomes a WebSocket. */
    static void watch(Channel channel, Limits limits, Budgets budgets, LimitCounters counters) {
        long nanos = TimeUnit.SECONDS.toNanos(limits.requestSeconds());
        RequestDeadline deadline = new RequestDeadline(channel, nanos, budgets, counters);
        String decoder = channel.pipeline().context(HttpRequestDecoder.class).name();
        channel.pipeline().addBefore(decoder, "request-begins", deadline.new Begin());
        channel.pipeline().addBefore(Channels.VERTX, "request-ends", deadline.new End());
        deadline.arm(nanos);
        deadline.chargeOrCutOff();
    }

    /** Watches no more: what comes now are frames. */
    static void forget(Channel channel) {
        Begin begin = channel.pipeline().get(Begin.class);
        if (begin != null) {
            channel.pipeline().remove(Begin.class);
            channel.pipeline().remove(End.class);
        }
    }

    private void arm(long nanos) {
        if (limitNanos == 0) {
            return; // there is no limit
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

    private void memoryIsShort() {
        counters.memory.increment();
        forgets();
        Channels.cutOff(channel);
    }

    /** Counts what the connection takes while it waits for a request, or for the rest of one; without room it is cut off: false. */
    private boolean chargeOrCutOff() {
        boolean isRoom = connection.keep(Budgets.CONNECTION_BYTES) && request.keep(requestBytes());
        if (!isRoom) {
            memoryIsShort();
        }
        return isRoom;
    }

    private long requestBytes() {
        return Math.max(0, received - FREE_BYTES) + Math.max(0, unanswered - 1) * Budgets.REQUEST_BYTES;
    }

    /** What comes of it now is thrown away by Vert.x. */
    private boolean isAnsweredEarly() {
        return headSeen && unanswered == 0;
    }

    /** All that it asked for has left. */
    private void awaitsNext() {
        connection.answered();
        request.answered();
        chargeOrCutOff();
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

    private void ends() {
        waiting = false;
        headSeen = false;
        received = 0;
        connection.keep(0);
        request.keep(requestBytes());
    }

    private void forgets() {
        unanswered = 0;
        ends();
    }

    private final class Begin extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            begins();
            inRead = 0;
            received += isAnsweredEarly() ? 0 : ((ByteBuf) bytes).readableBytes();
            connection.progressed();
            request.progressed();
            if (chargeOrCutOff()) {
                context.fireChannelRead(bytes);
            } else {
                ReferenceCountUtil.release(bytes);
            }
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            forgets(); // with the connection, or when it becomes a WebSocket
        }
    }

    private final class End extends ChannelDuplexHandler {
        @Override
        public void channelRead(ChannelHandlerContext context, Object part) {
            if (part instanceof HttpRequest) {
                headSeen = true;
                if (++inRead > MAX_PIPELINED || ++unanswered > 1 && !request.keep(requestBytes())) {
                    memoryIsShort();
                    ReferenceCountUtil.release(part);
                    return;
                }
            }
            if (part instanceof LastHttpContent) {
                ends();
            }
            context.fireChannelRead(part);
        }

        @Override
        public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) {
            ChannelPromise written = promise.unvoid();
            if (part instanceof LastHttpContent && !isInterim(part)) {
                if (--unanswered > 0) {
                    request.keep(requestBytes());
                }
                if (isAnsweredEarly()) {
                    received = 0;
                }
                written.addListener(sent -> {
                    if (channel.isActive() && !context.isRemoved() && unanswered == 0) {
                        awaitsNext();
                    }
                });
            }
            context.write(part, written);
        }

        /** "100 Continue" is no answer yet. */
        private boolean isInterim(Object part) {
            return part instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
    }
}
