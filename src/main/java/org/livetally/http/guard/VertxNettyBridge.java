package org.livetally.http.guard;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.transport.Transport;

/**
 * The Netty channels under Vert.x' connections. The only class that depends on Vert.x' implementation, which may change
 * in any version: {@code VertxNettyBridgeTest} names the version that this was checked with, and what to check.
 */
public final class VertxNettyBridge {
    /** Maximum of headers in a request. */
    static final int MAX_HEADERS = 100;

    /** The name of Vert.x' own handler in a pipeline. */
    private static final String VERTX = "handler";

    private static final ChannelHandler FORGET = new Forget();

    private VertxNettyBridge() {}

    /** The channel of the request. Vert.x Web wraps responses and sockets, but not the connection. */
    public static Channel of(HttpServerRequest request) {
        return of(request.connection());
    }

    /** The channel of the connection. */
    public static Channel of(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    /** Whether the request asks to turn its connection into a WebSocket. */
    public static boolean asksForSocket(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    /**
     * The context of the current event loop. Unlike {@link Vertx#currentContext()}, which is one of a request while
     * that is handled, it keeps nothing of the request in memory.
     */
    public static Context eventLoop() {
        return ((ContextInternal) Vertx.currentContext()).unwrap();
    }

    /** Calls the handler now, as Vert.x calls its own on this event loop: what it throws is reported, not passed on. */
    public static <T> void dispatch(Context eventLoop, T event, Handler<T> handler) {
        ((ContextInternal) eventLoop).dispatch(event, handler);
    }

    /** Adds a handler that sees whole messages: after the codec, before Vert.x. */
    static void addBeforeVertx(Channel channel, String name, ChannelHandler handler) {
        channel.pipeline().addBefore(VERTX, name, handler);
    }

    /**
     * Tells Vert.x that the connection has ended, so that it lets go of the current request. The channel stays open.
     *
     * @throws Exception what Vert.x' handler throws
     */
    public static void endForVertx(Channel channel) throws Exception {
        ChannelHandlerContext vertx = channel.pipeline().context(VERTX);
        ((ChannelInboundHandler) vertx.handler()).channelInactive(vertx);
    }

    /**
     * Closes the connection now, whatever waits to be written. Bypasses the pipeline: Vert.x would wait until
     * everything is written, which never happens while the peer reads nothing. To be called on the channel's event
     * loop.
     *
     * <p>What the decoder has buffered is released when this returns. Netty tells handlers of the end only in a later
     * turn, and in one turn each of thousands of connections could buffer a quarter of a megabyte.
     */
    public static void terminate(Channel channel) {
        channel.unsafe().close(channel.newPromise());
        ByteToMessageDecoder decoder = channel.pipeline().get(ByteToMessageDecoder.class);
        if (decoder != null) {
            channel.pipeline().replace(decoder, null, FORGET);
        }
    }

    /**
     * Answers 431 to requests with more than {@value #MAX_HEADERS} headers. Netty limits only the bytes of a head, and
     * 16 KB of {@code a:} lines take 350 KB of heap. To be called before a byte was read.
     */
    static void limitHeaders(Channel channel, HttpServerOptions options) {
        Http1ServerConfig config = new Http1ServerConfig()
                .setMaxChunkSize(options.getMaxChunkSize())
                .setMaxInitialLineLength(options.getMaxInitialLineLength())
                .setMaxHeaderSize(options.getMaxHeaderSize())
                .setDecoderInitialBufferSize(options.getDecoderInitialBufferSize());
        ChannelPipeline pipeline = channel.pipeline();
        String name = pipeline.context(HttpRequestDecoder.class).name();
        pipeline.replace(name, name, new HeadDecoder(config));
    }

    /** The best transport of this system: on Linux, epoll with short turns and {@link PacedAccept}. */
    public static Transport transport() {
        Transport best = Transport.nativeTransport();
        if (best == null || !best.available()) {
            return Transport.NIO;
        }
        return best == Transport.EPOLL ? new TransportInternal(best.name(), true, null, new ShortTurns()) : best;
    }

    /** Replaces a decoder, and drops what that has buffered. */
    @ChannelHandler.Sharable
    private static final class Forget extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            ReferenceCountUtil.release(bytes);
        }
    }

    private static final class HeadDecoder extends VertxHttpRequestDecoder {
        private int headers;

        HeadDecoder(Http1ServerConfig config) {
            super(config);
        }

        @Override
        protected HttpMessage createMessage(String[] initialLine) {
            headers = 0;
            return super.createMessage(initialLine);
        }

        /** Runs for each header, and for each trailer after a body. */
        @Override
        protected AsciiString splitHeaderName(byte[] line, int start, int length) {
            if (++headers > MAX_HEADERS) {
                throw new TooLongHttpHeaderException("more than " + MAX_HEADERS + " headers");
            }
            return super.splitHeaderName(line, start, length);
        }
    }

    /**
     * Linux' epoll with at most {@value #EVENTS} events in a turn of an event loop. Netty handles up to 4,096 before it
     * runs its tasks. Closed connections are released in a task, so in one turn each of thousands could leave a quarter
     * of a megabyte behind, more than the heap. Timers and answers of Redis wait less, too.
     */
    private static final class ShortTurns extends EpollTransport {
        private static final int EVENTS = 16;

        @Override
        public void configure(TcpConfig options, boolean domainSocket, ServerBootstrap bootstrap) {
            super.configure(options, domainSocket, bootstrap);
            bootstrap.handler(new PacedAccept());
        }

        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return EpollIoHandler.newFactory(EVENTS, DefaultSelectStrategyFactory.INSTANCE);
        }
    }
}
