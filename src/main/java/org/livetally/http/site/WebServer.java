package org.livetally.http.site;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.tables.TableFormat;

/** What every HTTP server of ours has in common: the options, and the router around the stages' routes. */
public final class WebServer {
    // Referenced here, since java.util.logging forgets the level of a logger that nobody references. When verbose, the
    // router prints whole addresses, which may hold tokens.
    private static final Logger ROUTER = Logger.getLogger("io.vertx.ext.web");

    private static final int IDLE_S = 120;
    private static final Set<HttpMethod> TABLE_METHODS = Set.of(HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.POST);
    /** Paths that take a table instead of JSON. */
    private static final Pattern TABLES = Pattern.compile("/api/streams/[^/]+/(?:products|groups)/?");
    /** Paths that take files of tills and shops, whose types browsers and systems disagree about. */
    private static final Pattern FILES = Pattern.compile("/api/streams/[^/]+/imports/?");
    /** What the form of a foreign page can send without asking. */
    private static final Set<String> FORM_TYPES =
            Set.of("text/plain", "multipart/form-data", "application/x-www-form-urlencoded");
    /** Paths that take a picture. */
    private static final Pattern IMAGES = Pattern.compile("/api/streams/[^/]+/images/[^/]+");

    private WebServer() {}

    /**
     * The router of one event loop.
     *
     * @param origins is called for each request, and passes it on or fails it
     * @param access the same, for requests that {@code origins} has passed on
     * @param parts {@code mount} methods, for example of the stages: REST, sockets, event streams
     */
    public static Router router(
            Vertx vertx,
            Site site,
            Handler<RoutingContext> origins,
            Handler<RoutingContext> access,
            List<Consumer<Router>> parts) {
        ROUTER.setLevel(Level.INFO);
        Router router = Router.router(vertx);
        router.route()
                .handler(WebServer::secure)
                .handler(WebServer::requireWellFormedAddress)
                .handler(origins)
                .handler(WebServer::requireJson)
                .handler(access);
        // First, since it matches every path: Vert.x forgets that only the method was wrong
        // if a later route matches and passes on.
        site.mount(router);
        parts.forEach(part -> part.accept(router));
        Problems.mount(
                router,
                site.problems()); // last: the first failure handler that matches is called, and stages have their own
        return router;
    }

    /** The router of the operators' port, which requires no tokens. */
    public static Router management(Vertx vertx, Handler<RoutingContext> origins, List<Consumer<Router>> parts) {
        Router router = Router.router(vertx);
        router.route()
                .handler(WebServer::secure)
                .handler(WebServer::requireWellFormedAddress)
                .handler(origins);
        parts.forEach(part -> part.accept(router));
        Problems.mount(router, null);
        return router;
    }

    /** Checked once here, since every later look at such a path would throw. */
    private static void requireWellFormedAddress(RoutingContext context) {
        try {
            context.normalizedPath();
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, Rule.PATH_FORM.reason());
        }
        String query = context.request().query();
        if (query != null && query.indexOf('%') >= 0) {
            requireWellFormed(query);
        }
        context.next();
    }

    private static void requireWellFormed(String query) {
        try {
            QueryStringDecoder.decodeComponent(query);
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, Rule.QUERY_FORM.reason());
        }
    }

    private static void secure(RoutingContext context) {
        context.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer"); // a page's own address may hold a token
        context.next();
    }

    /**
     * Refuses other types: the form of a foreign web page can send those without asking, and the body handler would
     * swallow a form. Requests without a type or a body ({@code curl -d ''}) are accepted, except from browsers, which
     * say where the page is from.
     */
    private static void requireJson(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean empty = length == null ? !hasBody(context) : length.equals("0");
        boolean untyped = type == null && !context.request().headers().contains(HttpHeaders.ORIGIN);
        if (empty || untyped || isHook(context) || type != null && (isJson(type) || isFile(context, type))) {
            context.next();
        } else {
            context.fail(Problem.of(415, Rule.BODY_TYPE.reason()));
        }
    }

    /** Shops send what they like, and a foreign page cannot sign it. */
    private static boolean isHook(RoutingContext context) {
        return context.normalizedPath().startsWith("/hooks/");
    }

    private static boolean hasBody(RoutingContext context) {
        return context.request().headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean isJson(String contentType) {
        String type = mediaType(contentType);
        return type.equals("application/json") || type.endsWith("+json");
    }

    /** No form can send such a type, and a page's script must ask first. */
    private static boolean isFile(RoutingContext context, String contentType) {
        HttpMethod method = context.request().method();
        String path = context.normalizedPath();
        if (FILES.matcher(path).matches()) {
            return method.equals(HttpMethod.POST) && !FORM_TYPES.contains(mediaType(contentType));
        }
        if (TableFormat.of(contentType) != null) {
            return TABLE_METHODS.contains(method) && TABLES.matcher(path).matches();
        }
        return method.equals(HttpMethod.PUT)
                && mediaType(contentType).startsWith("image/")
                && IMAGES.matcher(path).matches();
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The options of a server. */
    public static HttpServerOptions options() {
        return new HttpServerOptions()
                .setTcpNoDelay(true)
                .setMaxInitialLineLength(8 << 10)
                .setMaxHeaderSize(16 << 10)
                // No socket uses Vert.x' own implementation, so none needs its handlers.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                // Browsers use HTTP/2 only over TLS, which is a proxy's job; sockets and event streams need HTTP/1.
                .setHttp2ClearTextEnabled(false)
                // For silent connections. Sockets are pinged, and event streams have a heartbeat, far more often.
                .setIdleTimeout(IDLE_S)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }
}
