package org.livetally.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Utf8;
import org.livetally.domain.rule.Rule;

/** JSON bodies of requests and of their answers. */
public final class JsonBody {
    /** Maximum size of a request's body in bytes, unless the route says otherwise. */
    public static final int MAX_BYTES = 1 << 20;
    /**
     * Maximum size of the largest body, a catalogue, in bytes. It fits 10,000 products of 1,200 bytes each, which is a
     * product with all its fields, selling points and an assessment of 90 Chinese characters each among them.
     */
    public static final int MAX_CATALOGUE_BYTES = 12 << 20;

    private JsonBody() {}

    /** Makes a route read the request's body, of {@link #MAX_BYTES} bytes at most. */
    public static Route within(Route route) {
        return within(route, MAX_BYTES);
    }

    /** @param limit bytes */
    public static Route within(Route route, int limit) {
        return route.handler(BodyHandler.create(false).setBodyLimit(limit));
    }

    /**
     * Parses the request's body, an object.
     *
     * @throws Problem 400 that names the body, if it is anything else
     */
    public static JsonObject of(RoutingContext request) {
        Buffer body = request.body().buffer();
        try {
            if (body != null && decoded(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException e) {
            throw Problem.invalidField("body", Rule.BODY_JSON.reason());
        }
        throw Problem.invalidField("body", Rule.BODY_OBJECT.reason());
    }

    /**
     * Parses a body, any JSON.
     *
     * @throws DecodeException if it is not JSON in UTF-8
     */
    public static @Nullable Object decoded(Buffer body) {
        if (!Utf8.isValid(((BufferInternal) body).getByteBuf().nioBuffer())) {
            throw new DecodeException("no UTF-8");
        }
        return Json.decodeValue(body);
    }

    /** Parses the request's body, an object; an empty one if there is no body. */
    public static JsonObject orNothing(RoutingContext request) {
        Buffer body = request.body().buffer();
        return body == null || body.length() == 0 ? new JsonObject() : of(request);
    }

    /** Answers with JSON that must not be cached. */
    public static void answer(RoutingContext request, Object json) {
        answer(request, Json.encodeToBuffer(json));
    }

    /** Answers with encoded JSON that must not be cached. */
    public static void answer(RoutingContext request, Buffer json) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json)
                .onFailure(gone -> {}); // the client went away; its change stands
    }
}
