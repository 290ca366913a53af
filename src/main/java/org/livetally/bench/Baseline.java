package org.livetally.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.livetally.domain.board.Board;

/**
 * The baselines of the server, in a process of their own: a loop that writes one prepared frame to all its sockets each
 * tick, and a raw Vert.x echo. It takes commands from standard input: {@code frame BYTES} has Netty write a frame of this
 * length (0: none), {@code kernel BYTES} writes it to the sockets' descriptors and passes Netty by, so that little more
 * is left than what the kernel takes.
 */
final class Baseline {
    private static final int BACKLOG = 1_024;
    private static final int LENGTH_16 = 126;
    private static final String UPGRADED =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n" + "Connection: Upgrade\r\n\r\n";

    private static final Consumer<Channel> NOTHING = channel -> {};

    private final Map<EventExecutor, List<Channel>> sockets = new HashMap<>();
    private volatile Consumer<Channel> write = NOTHING;

    private Baseline() {}

    /** Prints {@code fan-out PORT} and {@code echo PORT}, and ends when standard input does. */
    public static void main(String[] args) throws Exception {
        Baseline baseline = new Baseline();
        System.out.println("fan-out " + baseline.fanOut());
        System.out.println("echo " + echo());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] command = line.split(" ");
            baseline.write = writer(command[0], Integer.parseInt(command[1]));
            System.out.println("done");
        }
        System.exit(0);
    }

    private static Consumer<Channel> writer(String by, int length) {
        if (length == 0) {
            return NOTHING;
        }
        ByteBuffer bytes = framed(length);
        ByteBuf shared = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
        if (by.equals("kernel")) {
            return channel -> writeToKernel((UnixChannel) channel, bytes, shared);
        }
        return channel -> {
            if (channel.isWritable()) {
                channel.writeAndFlush(shared.duplicate(), channel.voidPromise());
            }
        };
    }

    private static void writeToKernel(UnixChannel channel, ByteBuffer bytes, ByteBuf shared) {
        try {
            int written = channel.fd().write(bytes, 0, bytes.limit());
            if (written > 0 && written < bytes.limit()) {
                channel.writeAndFlush(shared.slice(written, bytes.limit() - written), channel.voidPromise());
            }
        } catch (IOException e) {
            channel.close();
        }
    }

    /** A text frame, as servers send it. */
    private static ByteBuffer framed(int length) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(length + 4);
        bytes.put((byte) 0x81).put((byte) LENGTH_16).putShort((short) length);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.flip();
    }

    private int fanOut() throws IOException {
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        for (EventExecutor loop : group) {
            List<Channel> own = new ArrayList<>();
            sockets.put(loop, own);
            loop.scheduleAtFixedRate(() -> writeTo(own), Board.TICK_MS, Board.TICK_MS, TimeUnit.MILLISECONDS);
        }
        Channel listening = new ServerBootstrap()
                .group(group)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(io.netty.channel.ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Upgrade());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    private void writeTo(List<Channel> own) {
        own.forEach(write);
    }

    /** Accepts the first request, whatever it is; ignores everything after it. */
    private final class Upgrade extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object request) {
            ((ByteBuf) request).release();
            Channel channel = context.channel();
            context.pipeline().remove(this);
            List<Channel> own = sockets.getOrDefault(context.executor(), new ArrayList<>());
            own.add(channel);
            channel.closeFuture().addListener(closed -> own.remove(channel));
            channel.writeAndFlush(Unpooled.copiedBuffer(UPGRADED, StandardCharsets.ISO_8859_1));
        }
    }

    /** With as many event loops as the server has. */
    private static int echo() throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        List<Echo> echoes = new ArrayList<>();
        vertx.deployVerticle(
                        () -> {
                            Echo echo = new Echo();
                            echoes.add(echo);
                            return echo;
                        },
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        return echoes.get(0).port;
    }

    private static final class Echo extends VerticleBase {
        private int port;

        @Override
        public Future<?> start() {
            HttpServerOptions options = new HttpServerOptions()
                    .setAcceptBacklog(BACKLOG)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false);
            return vertx.createHttpServer(options)
                    .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                    .listen(SocketAddress.sharedRandomPort(1, "127.0.0.1")) // one port for all its event loops
                    .onSuccess(server -> port = server.actualPort());
        }
    }
}
