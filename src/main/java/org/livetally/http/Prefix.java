package org.livetally.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.BasePath;
import org.livetally.settings.Networks;

/**
 * Which path stands before those of this server for whoever sent a request: the one that the operator chose, otherwise
 * what a trusted proxy says in {@code X-Forwarded-Prefix}. Pages need none, since they find everything relative to
 * themselves; addresses that the server writes do.
 */
public final class Prefix {
    private static final String HEADER = "X-Forwarded-Prefix";
    private static final int MOVED = 308;

    private final String chosen;
    private final Networks proxies;

    public Prefix(BasePath chosen, Networks proxies) {
        this.chosen = chosen.path();
        this.proxies = proxies;
    }

    /**
     * Notes the path, and takes it away from that of a request whose proxy left it there.
     *
     * @return whether the request goes on; if not, it was answered, or begins anew
     */
    public boolean enter(RoutingContext request) {
        if (request.get(Prefix.class.getName()) != null) {
            return true; // taken away once: who sends it a thousand times would fill the stack
        }
        String path = request.request().path();
        if (!chosen.isEmpty() && path.equals(chosen)) {
            request.response()
                    .setStatusCode(MOVED)
                    .putHeader(HttpHeaders.LOCATION, chosen + "/" + search(request.request()))
                    .end()
                    .onFailure(gone -> {});
            return false;
        }
        if (!chosen.isEmpty() && path.startsWith(chosen + "/")) {
            request.put(Prefix.class.getName(), chosen);
            request.reroute(path.substring(chosen.length()) + search(request.request()));
            return false;
        }
        request.put(Prefix.class.getName(), chosen.isEmpty() ? said(request.request()) : chosen);
        return true;
    }

    private static String search(HttpServerRequest request) {
        return request.query() == null ? "" : "?" + request.query();
    }

    private String said(HttpServerRequest request) {
        String header = request.getHeader(HEADER);
        return header != null && ClientAddress.isFrom(request, proxies)
                ? BasePath.of(header.strip()).orElse(BasePath.NONE).path()
                : "";
    }

    /** What stands before the paths of this server, such as {@code /tally}; empty for nothing. */
    public static String of(RoutingContext request) {
        @Nullable String noted = request.get(Prefix.class.getName());
        return noted == null ? "" : noted;
    }
}
