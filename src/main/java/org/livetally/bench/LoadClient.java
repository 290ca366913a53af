package org.livetally.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All sockets of the generator, on one event loop, so that it needs no locks and uses one core at most. */
final class LoadClient implements AutoCloseable {
    /** Maximum of connections that wait to be accepted; a server would refuse more than its backlog. */
    private static final int CHUNK = 200;
    /** Receive buffer of a socket that is meant to stall. */
    private static final int SMALL_RECEIVE_BUFFER = 4 * 1024;

    private static final int LOW_WATER = 256 * 1024;
    private static final int HIGH_WATER = 1024 * 1024;
    private static final long TIMEOUT_S = 60;

    private final String authorization;
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, io());
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final List<BenchSocket> opened = new ArrayList<>();

    /** @param token of an operator, or empty */
    LoadClient(String token) {
        this.authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    }

    private static IoHandlerFactory io() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    static Class<? extends SocketChannel> channelType() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    EventLoop loop() {
        return (EventLoop) group.iterator().next();
    }

    /** Opens this many sockets and waits for all. */
    List<BenchSocket> open(URI base, String path, int count, BenchSocket.Listener listener) {
        List<BenchSocket> links = new ArrayList<>(count);
        for (int from = 0; from < count; from += CHUNK) {
            List<BenchSocket> some = new ArrayList<>(CHUNK);
            for (int i = from; i < Math.min(count, from + CHUNK); i++) {
                some.add(connect(base, path.replace("#", Integer.toString(i)), listener, false));
            }
            some.forEach(link -> await(link.opened()));
            links.addAll(some);
        }
        return links;
    }

    /** Opens a socket that reads nothing. */
    BenchSocket openStalled(URI base, String path) {
        BenchSocket link =
                await(connect(base, path, BenchSocket.Listener.DEAF, true).opened());
        run(() -> link.channel().config().setAutoRead(false));
        return link;
    }

    private BenchSocket connect(URI base, String path, BenchSocket.Listener listener, boolean small) {
        BenchSocket link =
                new BenchSocket(base.getAuthority(), path, authorization, listener, failure::completeExceptionally);
        opened.add(link);
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(channelType())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LOW_WATER, HIGH_WATER))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(link);
                    }
                });
        if (small) {
            bootstrap.option(ChannelOption.SO_RCVBUF, SMALL_RECEIVE_BUFFER);
        }
        bootstrap.connect(base.getHost(), base.getPort()).addListener(connected -> {
            if (!connected.isSuccess()) {
                link.opened().completeExceptionally(connected.cause());
            }
        });
        return link;
    }

    /** Runs a task on the event loop and waits for it. */
    void run(Runnable task) {
        await(CompletableFuture.runAsync(task, loop()));
    }

    /** Lets the event loop run for a while. */
    void pause(long ms) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        loop().schedule(() -> over.complete(null), ms, TimeUnit.MILLISECONDS);
        await(over);
    }

    /** Closes the sockets and waits until they are closed. */
    void close(List<BenchSocket> links) {
        run(() -> links.forEach(BenchSocket::close));
        List<Channel> channels = links.stream().map(BenchSocket::channel).toList();
        channels.forEach(channel -> channel.closeFuture().awaitUninterruptibly(TIMEOUT_S, TimeUnit.SECONDS));
    }

    /** Closes all open sockets. */
    void closeAll() {
        close(opened.stream()
                .filter(link -> link.opened().isDone() && !link.opened().isCompletedExceptionally())
                .toList());
        opened.clear();
    }

    /** Waits for something that the event loop completes; fails if a socket fails meanwhile. */
    <T> T await(CompletableFuture<T> result) {
        try {
            CompletableFuture.anyOf(result, failure).get(TIMEOUT_S, TimeUnit.SECONDS);
            return result.join();
        } catch (ExecutionException e) {
            throw new BenchException(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw new BenchException("no answer within " + TIMEOUT_S + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(e);
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
