package org.livetally.socket;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Problem;

/**
 * From where a browser may come: pages of other origins, and pages whose own name was made to point here (DNS rebinding), which
 * a browser takes for the same origin. A server that listens on loopback therefore answers only to names of this machine,
 * its own, and those of the allowed origins (a proxy's).
 */
public final class Origins {
    private static final String ALLOWED = Origins.class.getName();
    private static final int MISDIRECTED = 421;
    private static final int PREFLIGHT_S = 600;

    private final Set<String> allowed;
    private final @Nullable Predicate<String> isOurName;

    private Origins(Set<String> allowed, @Nullable Predicate<String> isOurName) {
        this.allowed = allowed;
        this.isOurName = isOurName;
    }

    /** Any name, for a server that others can reach. */
    public static Origins anyName(List<String> allowed) {
        return new Origins(Set.copyOf(allowed), null);
    }

    /** Only these names, without a port, and those of the allowed origins. */
    public static Origins named(List<String> allowed, Predicate<String> isOurName) {
        Set<String> hosts = allowed.stream()
                .map(origin -> hostOf(URI.create(origin).getRawAuthority()))
                .collect(Collectors.toSet());
        return new Origins(Set.copyOf(allowed), isOurName.or(hosts::contains));
    }

    /** Checks requests for all that has data; to be mounted before it. */
    public void mount(Router router) {
        router.route("/api/*").handler(this::check);
        router.route("/ws/*").handler(this::check);
        if (!allowed.isEmpty()) {
            CorsHandler cors = readable();
            router.route("/api/boards/*").handler(request -> {
                if (isAllowed(request)) {
                    cors.handle(request);
                } else {
                    request.next(); // the handler would fail it, though not every client that says its origin is a
                    // browser
                }
            });
        }
    }

    /** Pages of the allowed origins may read boards, with a token that they have: there are no cookies. */
    private CorsHandler readable() {
        return CorsHandler.create()
                .addOrigins(List.copyOf(allowed))
                .allowedMethod(HttpMethod.GET)
                .allowedHeader(HttpHeaders.AUTHORIZATION.toString())
                .maxAgeSeconds(PREFLIGHT_S);
    }

    private static boolean isAllowed(RoutingContext request) {
        return Boolean.TRUE.equals(request.<Boolean>get(ALLOWED));
    }

    private void check(RoutingContext request) {
        String host = request.request().getHeader(HttpHeaders.HOST);
        if (isOurName != null && host != null && !isOurName.test(hostOf(host))) {
            request.fail(Problem.of(MISDIRECTED, "This server does not have that name; see --allowed-origins."));
            return;
        }
        String origin = request.request().getHeader(HttpHeaders.ORIGIN);
        request.put(ALLOWED, origin != null && allowed.contains(origin.toLowerCase(Locale.ROOT)));
        request.next();
    }

    /** Browsers let any page open a socket to any server, but say which page it is (RFC 6455, section 10.2). */
    static boolean isForeign(RoutingContext request) {
        String origin = request.request().getHeader(HttpHeaders.ORIGIN);
        String host = request.request().getHeader(HttpHeaders.HOST);
        boolean own = origin == null || origin.equals("http://" + host) || origin.equals("https://" + host);
        return !own && !isAllowed(request);
    }

    private static String hostOf(String authority) {
        return authority.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    }
}
