package org.livetally.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.livetally.model.Problem;

/** What every HTTP server of ours has in common: the frame around the stages' routes, and the options. */
public final class WebServer {
    private static final int LARGEST_FRAME = (1 << 20) + (16 << 10);
    private static final int IDLE_S = 120;

    private WebServer() {}

    /**
     * The router of one event loop.
     *
     * @param parts the stages' {@code mount} methods: REST, sockets, event streams
     */
    public static Router router(Vertx vertx, Site site, Health health, List<Consumer<Router>> parts) {
        Router router = Router.router(vertx);
        router.route().handler(WebServer::secure).handler(WebServer::requireWellFormedPath);
        // First, because it looks at every path: Vert.x forgets that only the method was wrong when a later route
        // matches and passes on.
        site.mount(router);
        health.mount(router);
        parts.forEach(part -> part.accept(router));
        Problems.mount(router); // last: the first failure handler that matches is asked, and stages have their own
        return router;
    }

    /** Asked once and for all, since every later look at such a path would throw. */
    private static void requireWellFormedPath(RoutingContext context) {
        try {
            context.normalizedPath();
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "the path is not well formed");
        }
        context.next();
    }

    private static void secure(RoutingContext context) {
        context.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer"); // a page's own address may hold a token
        context.next();
    }

    /** Options of a server on this address. */
    public static HttpServerOptions options(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setTcpNoDelay(true)
                .setMaxInitialLineLength(8 << 10)
                .setMaxHeaderSize(16 << 10)
                // A message above our own limit of 256 KiB is answered with too_large; above this, Netty just closes.
                .setMaxWebSocketFrameSize(LARGEST_FRAME)
                .setMaxWebSocketMessageSize(LARGEST_FRAME)
                // Inflation has no limit: a small frame could fill the memory.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                // Browsers speak HTTP/2 only over TLS, which is a proxy's job; sockets and event streams need HTTP/1.
                .setHttp2ClearTextEnabled(false)
                // For connections that say nothing. Sockets are pinged, and event streams have a heartbeat, far more
                // often.
                .setIdleTimeout(IDLE_S)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }
}
