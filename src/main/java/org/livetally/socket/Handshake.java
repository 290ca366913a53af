package org.livetally.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.access.Permit;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Origins;
import org.livetally.http.Problem;
import org.livetally.http.guard.RequestDeadline;
import org.livetally.http.guard.VertxNettyBridge;
import org.livetally.logging.LogThrottle;

/**
 * Turns requests into WebSockets (RFC 6455, section 4.2).
 *
 * <p>Not Vert.x': this answers the upgrade itself, tells Vert.x' connection that it has ended, and puts Netty's frame
 * decoder and {@link WebSocket} in its place. {@code server.shutdown()} still closes the channels, which it keeps in a
 * group of its own.
 */
public final class Handshake {
    private static final Logger LOG = Logger.getLogger(Handshake.class.getName());
    private static final LogThrottle THROTTLE = new LogThrottle();
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final int UPGRADE_REQUIRED = 426;

    private Handshake() {}

    /**
     * Upgrades a request once it is admitted.
     *
     * @param sockets those of this event loop
     * @param largestFrame maximum of buffered bytes. A frame above the socket's own limit is answered with the reason,
     *     one above this only closes it
     * @param admitted fails with the {@link Problem} to answer, or with anything else if Redis could not be asked
     * @param open receives the socket before any of its messages
     */
    public static void upgrade(
            RoutingContext request,
            OpenSockets sockets,
            int largestFrame,
            Future<?> admitted,
            Consumer<WebSocket> open) {
        Problem problem = problem(request);
        if (problem != null) {
            request.response().putHeader(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
            request.fail(problem);
            return;
        }
        Channel channel = VertxNettyBridge.of(request.request());
        Context context = VertxNettyBridge.eventLoop();
        request.request().pause(); // otherwise it ends before it can be upgraded
        admitted.onSuccess(yes -> {
                    if (channel.isActive()) { // otherwise the client left meanwhile
                        WebSocket socket = new WebSocket(channel, context, sockets);
                        takeOver(request.request(), channel, new FrameDecoder(largestFrame, socket), socket);
                        open.accept(socket);
                        Permit.of(request).hold(channel, socket::close);
                        // Only now, since removing it passes on what it has already read.
                        channel.pipeline().remove(HttpRequestDecoder.class);
                    }
                })
                .onFailure(reason -> {
                    request.request().resume();
                    request.fail(reason);
                });
    }

    private static @Nullable Problem problem(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!VertxNettyBridge.asksForSocket(request)
                || !isListed(request.getHeader(HttpHeaders.CONNECTION), "upgrade")
                || !HttpVersion.HTTP_1_1.equals(request.version())) {
            return Problem.of(UPGRADE_REQUIRED, Rule.SOCKET_ONLY.reason());
        }
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || !"0".equals(Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_LENGTH), "0"))) {
            return Problem.of(400, Rule.SOCKET_BODY.reason());
        }
        if (!VERSION.equals(request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Problem.of(UPGRADE_REQUIRED, Rule.SOCKET_VERSION.reason(VERSION));
        }
        if (!isKey(request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
            return Problem.of(400, Rule.SOCKET_KEY.reason());
        }
        return Origins.isForeign(context) ? Problem.of(403, Rule.SOCKET_ORIGIN.reason()) : null;
    }

    private static boolean isListed(@Nullable String header, String token) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .anyMatch(one -> one.trim().equalsIgnoreCase(token));
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.trim()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Takes the connection over from Vert.x, for which it ends here: its handlers leave the pipeline, and what they
     * hold of the request can be collected.
     */
    private static void takeOver(
            HttpServerRequest request, Channel channel, ChannelInboundHandler decoder, WebSocket socket) {
        RequestDeadline.forget(channel);
        String key = request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_KEY).trim();
        ChannelPipeline pipeline = channel.pipeline();
        try {
            VertxNettyBridge.endForVertx(channel);
        } catch (Exception e) {
            THROTTLE.admit("request", System.nanoTime())
                    .ifPresent(more ->
                            LOG.log(Level.WARNING, "Vert.x did not let go of a request" + LogThrottle.others(more), e));
        }
        for (String name : pipeline.names()) {
            ChannelHandlerContext handler = pipeline.context(name);
            if (handler != null && !(handler.handler() instanceof HttpRequestDecoder)) {
                pipeline.remove(handler.handler());
            }
        }
        pipeline.addLast(decoder, socket);
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.copiedBuffer(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n",
                StandardCharsets.ISO_8859_1));
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
