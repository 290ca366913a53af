package org.livetally.access;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs each change that an operator makes: the token's id, the method, the path, and of a new token its id. A refused
 * request changes nothing and is not logged.
 */
final class Acts {
    private static final Logger LOG = Logger.getLogger(Acts.class.getName());
    private static final String RESULT = Acts.class.getName();
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    /** The logged paths, with everything below them. Orders are in the ledger instead, and QR codes change nothing. */
    private static final List<String> PATHS =
            List.of("/api/streams/*", "/api/campaigns/*", "/api/notifications/*", "/api/tokens/*");

    private Acts() {}

    /** To be mounted after the rules and before the stages. */
    static void mount(Router router) {
        PATHS.forEach(path -> router.route(path).handler(Acts::watch));
    }

    private static void watch(RoutingContext request) {
        if (!READING.contains(request.request().method())) {
            request.addBodyEndHandler(answered -> log(request));
        }
        request.next();
    }

    /** Adds the result of the request to its log line. */
    static void result(RoutingContext request, String text) {
        request.put(RESULT, ": " + text);
    }

    private static void log(RoutingContext request) {
        int status = request.response().getStatusCode();
        if (status >= 200 && status < 300) {
            @Nullable Token token = request.get(Token.class.getName());
            @Nullable String result = request.get(RESULT);
            LOG.info((token == null ? "without a token" : "with token " + token.id()) + ": "
                    + request.request().method() + " " + request.normalizedPath() + (result == null ? "" : result));
        }
    }
}
