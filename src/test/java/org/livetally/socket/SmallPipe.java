package org.livetally.socket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.livetally.testing.Await;

/** A connection whose buffers in the kernel are small: a channel of epoll, and its peer. */
final class SmallPipe implements AutoCloseable {
    private static final int BUFFER = 4 << 10;
    private static final int TIMEOUT_MS = 60_000;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final AtomicInteger throughNetty = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
    private final Socket peer = new Socket();
    private final Channel channel;

    private SmallPipe() throws IOException {
        Channel listening = new ServerBootstrap()
                .group(group)
                .channel(EpollServerSocketChannel.class)
                .childOption(ChannelOption.SO_SNDBUF, BUFFER)
                .childHandler(new Watch())
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        peer.setReceiveBufferSize(BUFFER);
        peer.setSoTimeout(TIMEOUT_MS);
        peer.connect(listening.localAddress());
        channel = Await.result(accepted);
    }

    static SmallPipe open() throws IOException {
        return new SmallPipe();
    }

    /** Counts what passes Netty's pipeline, and notes its failure. */
    private final class Watch extends ChannelDuplexHandler {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            accepted.complete(context.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            ReferenceCountUtil.release(bytes);
        }

        @Override
        public void write(ChannelHandlerContext context, Object bytes, ChannelPromise promise) {
            throughNetty.incrementAndGet();
            context.write(bytes, promise);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failure.set(cause);
        }
    }

    Channel channel() {
        return channel;
    }

    /** How many writes Netty's pipeline saw. */
    int throughNetty() {
        return throughNetty.get();
    }

    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** Bytes that Netty has and the kernel does not. */
    long waiting() {
        return channel.unsafe().outboundBuffer().totalPendingWriteBytes();
    }

    <T> T onLoop(Callable<T> task) {
        return Await.result(CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return task.call();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                channel.eventLoop()));
    }

    /** Reads at most so many bytes, of those that are there or will come. */
    byte[] read(int most, int coming) throws IOException {
        return peer.getInputStream().readNBytes(Math.min(most, coming));
    }

    /** Ends the connection as a peer does whose process is killed with unread bytes. */
    void reset() throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    @Override
    public void close() throws IOException {
        peer.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
