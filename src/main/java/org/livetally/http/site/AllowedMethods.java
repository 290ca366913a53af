package org.livetally.http.site;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.stream.Collectors;

/** The Allow header, which a 405 must have (RFC 9110, section 15.5.6); Vert.x does not publish its own list. */
final class AllowedMethods {
    private AllowedMethods() {}

    /** The methods that the routes of this path take. */
    static String of(Router router, String path) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && matches(route, path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean matches(Route route, String path) {
        return route.getPath() != null && path.matches(route.getPath().replaceAll(":\\w+", "[^/]+"));
    }
}
