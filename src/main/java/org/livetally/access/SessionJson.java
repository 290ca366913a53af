package org.livetally.access;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.livetally.http.JsonBody;

/**
 * The answer of {@code GET /api/session}: what the server knows about the client, so that a page can explain why it is
 * refused.
 */
final class SessionJson {
    private SessionJson() {}

    /** Answers for a server that requires no tokens: everybody is an operator. */
    static void sendOpen(RoutingContext request) {
        JsonBody.answer(request, new JsonObject().put("auth", false).put("role", Role.OPERATOR.claim()));
    }

    static void send(RoutingContext request, Token token) {
        JsonObject session = new JsonObject().put("auth", true);
        describe(session, token);
        JsonBody.answer(request, session);
    }

    static void send(RoutingContext request, Credentials.AccessProblem problem) {
        JsonBody.answer(request, new JsonObject().put("auth", true).put("why", problem.why()));
    }

    /** Adds role, streams and expiry. A token for all streams gets no streams. */
    static void describe(JsonObject json, Token token) {
        json.put("role", token.role().claim());
        if (!token.coversAll()) {
            json.put("streams", new JsonArray(token.streams().stream().sorted().toList()));
        }
        json.put("expires", TimeUnit.SECONDS.toMillis(token.expires()));
    }
}
