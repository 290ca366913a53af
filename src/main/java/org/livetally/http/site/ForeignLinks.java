package org.livetally.http.site;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Links of other sites to the console. One with a token would sign whoever follows it in under a name that the other
 * site chose, and what is typed then, such as the secret of a shop, would be that one's to read. So it leads to the same
 * page without the token. Links that people type, keep, or follow from other programs keep theirs.
 */
final class ForeignLinks {
    private ForeignLinks() {}

    /** Passes on what does not come from another site with a token. */
    static void dropToken(RoutingContext request) {
        String query = request.request().query();
        boolean foreign = "cross-site".equals(request.request().getHeader("Sec-Fetch-Site"));
        if (!foreign || query == null || !hasToken(query)) {
            request.next();
            return;
        }
        request.response()
                .setStatusCode(303)
                .putHeader(
                        HttpHeaders.LOCATION, "?" + without(query)) // relative: below whatever path a proxy serves it
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end()
                .onFailure(gone -> {});
    }

    private static boolean hasToken(String query) {
        return Arrays.stream(query.split("&", -1)).anyMatch(ForeignLinks::isToken);
    }

    private static String without(String query) {
        return Arrays.stream(query.split("&", -1))
                .filter(part -> !isToken(part))
                .collect(Collectors.joining("&"));
    }

    private static boolean isToken(String part) {
        return QueryStringDecoder.decodeComponent(part.split("=", 2)[0]).equals("token");
    }
}
