package org.livetally.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Deliveries that are sent all at once, through as many connections as a proxy keeps to a server: each of them sends the
 * next one when the last was answered. Lives on the client's event loop.
 */
final class HookCrowd {
    private static final int CONNECTIONS = 1_000;

    private static final long MAX_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 3;
    private static final double P99 = 99;
    private static final String OK = "HTTP/1.1 200";

    private final LoadClient client;
    private final Bootstrap bootstrap;
    private final List<byte[]> requests;
    private final Histogram latency = new Histogram(MAX_NS, DIGITS);
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int next;

    /** Begins to send the requests. */
    HookCrowd(LoadClient client, URI server, List<byte[]> requests) {
        this.client = client;
        this.requests = requests;
        bootstrap = new Bootstrap()
                .group(client.loop())
                .channel(LoadClient.channelType())
                .remoteAddress(server.getHost(), server.getPort());
        client.run(this::connect);
    }

    /** Waits until all were answered with 200. */
    void await() {
        client.await(done);
    }

    /** The 99th percentile from sending a request to its answer, in ms. */
    double p99() {
        return latency.getValueAtPercentile(P99) / 1e6;
    }

    private void connect() {
        for (int i = 0; i < CONNECTIONS; i++) {
            bootstrap.clone().handler(new Connection()).connect().addListener(tried -> {
                if (!tried.isSuccess()) {
                    done.completeExceptionally(tried.cause());
                }
            });
        }
    }

    /** One connection. Answers are short, so what arrives first tells all of one. */
    private final class Connection extends SimpleChannelInboundHandler<ByteBuf> {
        private long sentAt;
        private boolean waits;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(context.channel());
        }

        private void send(Channel channel) {
            waits = next < requests.size();
            if (waits) {
                sentAt = System.nanoTime();
                channel.writeAndFlush(Unpooled.wrappedBuffer(requests.get(next++)), channel.voidPromise());
            } else {
                channel.close();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
            int length = Math.min(in.readableBytes(), OK.length());
            String status = in.toString(in.readerIndex(), length, StandardCharsets.ISO_8859_1);
            if (!status.equals(OK)) {
                done.completeExceptionally(new BenchException("a delivery was answered " + status));
            }
            latency.recordValue(System.nanoTime() - sentAt);
            send(context.channel());
            if (latency.getTotalCount() == requests.size()) {
                done.complete(null);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (waits) {
                done.completeExceptionally(new BenchException("a delivery got no answer"));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            done.completeExceptionally(cause);
            context.close();
        }
    }
}
