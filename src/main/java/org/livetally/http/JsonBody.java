package org.livetally.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.livetally.domain.rule.Rule;

/** JSON in the body of a request, and in the body of its answer. */
public final class JsonBody {
    /** Bytes of a request's body, where a route does not say otherwise. */
    public static final int LIMIT = 1 << 20;

    private JsonBody() {}

    /** Has a route read its request's body, of {@link #LIMIT} bytes at most. */
    public static Route within(Route route) {
        return within(route, LIMIT);
    }

    /** @param limit bytes */
    public static Route within(Route route, int limit) {
        return route.handler(BodyHandler.create(false).setBodyLimit(limit));
    }

    /**
     * The object that a request's body is.
     *
     * @throws Problem 400 that names the body, if it is anything else
     */
    public static JsonObject of(RoutingContext request) {
        Buffer body = request.body().buffer();
        try {
            if (body != null && Json.decodeValue(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException e) {
            throw Problem.badField("body", Rule.BODY_JSON.reason());
        }
        throw Problem.badField("body", Rule.BODY_OBJECT.reason());
    }

    /** The object that a request's body is; an empty one, if it has no body. */
    public static JsonObject orNothing(RoutingContext request) {
        Buffer body = request.body().buffer();
        return body == null || body.length() == 0 ? new JsonObject() : of(request);
    }

    /** Answers with JSON that nobody keeps. */
    public static void answer(RoutingContext request, Object json) {
        answer(request, Json.encodeToBuffer(json));
    }

    /** Answers with encoded JSON that nobody keeps. */
    public static void answer(RoutingContext request, Buffer json) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json)
                .onFailure(gone -> {}); // the client went away; what it changed stands
    }
}
