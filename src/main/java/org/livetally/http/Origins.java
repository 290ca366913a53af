package org.livetally.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.settings.Origin;

/**
 * Checks which pages a browser's request may come from: not from pages of other origins, and not from pages whose own
 * name was made to point here (DNS rebinding), which a browser takes for the same origin.
 *
 * <p>Names: a server that listens on loopback answers only to addresses, names of this machine, its own name, and those
 * of the allowed origins (a proxy's).
 *
 * <p>Changes: a browser does what any page tells it, with or without asking us first, but it always says which page
 * that was. So nothing is changed for a page of another origin (403): with any method but GET, HEAD and OPTIONS, on any
 * path, with or without a token, a body and a type. {@code no-cors}, {@code sendBeacon} and forms need no permission
 * from us, and the origin of {@code file://} is {@code null}. Another port or host of the same site is another origin,
 * too. Programs other than browsers send no origin. A socket is checked by its {@code Origin}, which every browser's
 * handshake has.
 *
 * <p>Proxies: a page is our own if its origin is the {@code Host} of the request, by http or https, since TLS ends at
 * the proxy. So a reverse proxy must pass on the {@code Host} that it was asked by; {@code X-Forwarded-Host} is
 * ignored. If it does not, its origin is one of the allowed ones, and the page is our own if the browser says
 * {@code Sec-Fetch-Site: same-origin}.
 *
 * <p>CORS is answered for the allowed origins only, and refuses nobody else: a request that only reads is judged by its
 * token.
 */
public final class Origins {
    private static final int MISDIRECTED = 421;
    private static final int PREFLIGHT_S = 600;
    private static final String SITE = "Sec-Fetch-Site";
    private static final String SAME_ORIGIN = "same-origin";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Set<Origin> allowed;
    private final @Nullable Predicate<String> isOurName;

    /** The origin of the page that sent a request; a program other than a browser counts as our own. */
    private enum Page {
        OWN,
        ALLOWED,
        FOREIGN
    }

    private Origins(List<Origin> allowed, @Nullable Predicate<String> isOurName) {
        this.allowed = Set.copyOf(allowed);
        this.isOurName = isOurName;
    }

    /** Allows any name, for a server that others can reach. */
    public static Origins anyName(List<Origin> allowed) {
        return new Origins(allowed, null);
    }

    /** Allows only addresses, these names, without a port, and those of the allowed origins. */
    public static Origins named(List<Origin> allowed, Predicate<String> isOurName) {
        Set<String> hosts = allowed.stream().map(Origin::host).collect(Collectors.toSet());
        return new Origins(allowed, isOurName.or(hosts::contains).or(Origins::isAddress));
    }

    /** Passes a request on, or fails it; to be called for each request, whatever its path. */
    public void check(RoutingContext request) {
        String host = request.request().getHeader(HttpHeaders.HOST);
        if (isOurName != null && host != null && !isOurName.test(nameOf(host))) {
            request.fail(Problem.of(MISDIRECTED, Rule.HOST_NAME.reason()));
            return;
        }
        Page page = pageOf(request, allowed);
        if (READING.contains(request.request().method()) || mayChange(request, page)) {
            request.put(Page.class.getName(), page);
            request.next();
        } else {
            request.fail(Problem.of(403, Rule.PAGE_ORIGIN.reason()));
        }
    }

    /** Lets pages of the allowed origins read boards, with their own token: there are no cookies. */
    public void mount(Router router) {
        if (allowed.isEmpty()) {
            return;
        }
        CorsHandler cors = CorsHandler.create()
                .addOrigins(allowed.stream().map(Origin::toString).toList())
                .allowedMethod(HttpMethod.GET)
                .allowedHeader(HttpHeaders.AUTHORIZATION.toString())
                .maxAgeSeconds(PREFLIGHT_S);
        router.route("/api/boards/*").handler(request -> {
            if (pageOf(request) == Page.ALLOWED) {
                cors.handle(request);
            } else {
                request.next(); // the handler would refuse it, but not every client with an origin is a browser
            }
        });
    }

    /** Browsers let any page open a socket to any server, but say which page it is (RFC 6455, section 10.2). */
    public static boolean isForeign(RoutingContext request) {
        return pageOf(request) == Page.FOREIGN;
    }

    private static Page pageOf(RoutingContext request) {
        @Nullable Page known = request.get(Page.class.getName());
        return known == null ? pageOf(request, Set.of()) : known;
    }

    private static Page pageOf(RoutingContext request, Set<Origin> allowed) {
        String origin = request.request().getHeader(HttpHeaders.ORIGIN);
        String host = request.request().getHeader(HttpHeaders.HOST);
        if (origin == null) {
            return isOurs(request.request().getHeader(SITE)) ? Page.OWN : Page.FOREIGN;
        }
        Optional<Origin> page = Origin.of(origin);
        if (page.isEmpty()) {
            return Page.FOREIGN;
        }
        if (host != null && page.get().isAt(host)) {
            return Page.OWN;
        }
        return allowed.contains(page.get()) ? Page.ALLOWED : Page.FOREIGN;
    }

    /**
     * Whether the page may change anything. Pages of the allowed origins may only read. But if a proxy does not pass on
     * the name that it was asked by, our own pages have one of these origins; the browser then says that page and
     * server have the same origin.
     */
    private static boolean mayChange(RoutingContext request, Page page) {
        String site = request.request().getHeader(SITE);
        return page == Page.OWN && isOurs(site) || page == Page.ALLOWED && SAME_ORIGIN.equals(site);
    }

    /** The same site is not enough: that may be another host, or another port. */
    private static boolean isOurs(@Nullable String site) {
        return site == null || site.equals(SAME_ORIGIN) || site.equals("none");
    }

    private static String nameOf(String authority) {
        return authority.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    }

    /** A name can be made to point here, an address cannot; a page of another address says so in its origin. */
    private static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || host.startsWith("[") && NetUtil.isValidIpV6Address(host);
    }
}
