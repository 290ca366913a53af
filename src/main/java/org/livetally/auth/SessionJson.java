package org.livetally.auth;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/** What {@code GET /api/session} tells a client about itself, so that a page can say why it is not let in. */
final class SessionJson {
    private SessionJson() {}

    /** Of a server that asks for no tokens: everybody is its operator. */
    static void sendOpen(RoutingContext request) {
        send(request, new JsonObject().put("auth", false).put("role", Role.OPERATOR.claim()));
    }

    static void send(RoutingContext request, Token token) {
        JsonObject session = new JsonObject().put("auth", true);
        describe(session, token);
        send(request, session);
    }

    static void send(RoutingContext request, Credentials.Refusal refusal) {
        send(request, new JsonObject().put("auth", true).put("why", refusal.why()));
    }

    /** Adds role, streams and end; streams are missing where it is for all. */
    static void describe(JsonObject json, Token token) {
        json.put("role", token.role().claim());
        if (!token.coversAll()) {
            json.put("streams", new JsonArray(token.streams().stream().sorted().toList()));
        }
        json.put("expires", TimeUnit.SECONDS.toMillis(token.expires()));
    }

    private static void send(RoutingContext request, JsonObject session) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(session.toBuffer())
                .onFailure(gone -> {});
    }
}
