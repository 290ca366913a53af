package org.livetally.streams;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Problem;
import org.livetally.socket.Permit;

/** {@code /api/streams}: operators create, change, start, end and list streams. */
public final class StreamRoutes {
    private static final int BODY_LIMIT = 1 << 20;
    private static final String ALL = "/api/streams";
    private static final String ONE = ALL + "/:stream";

    private final Streams streams;

    public StreamRoutes(Streams streams) {
        this.streams = streams;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get(ALL).handler(answer(context -> streams.list(Permit.of(context)::covers)));
        withBody(router.post(ALL)).handler(this::create);
        router.get(ONE).handler(answer(context -> streams.get(id(context))));
        withBody(router.patch(ONE)).handler(answer(this::change));
        withBody(router.post(ONE + "/start")).handler(answer(context -> streams.start(id(context), at(context))));
        withBody(router.post(ONE + "/end")).handler(answer(context -> streams.end(id(context), at(context))));
    }

    private static Route withBody(Route route) {
        return route.handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
    }

    private void create(RoutingContext context) {
        JsonObject body = json(context);
        String id = StreamSettings.newId(body);
        streams.create(id, StreamSettings.create(body))
                .onSuccess(stream -> {
                    context.response().setStatusCode(201).putHeader(HttpHeaders.LOCATION, ALL + "/" + id);
                    send(context, stream);
                })
                .onFailure(context::fail);
    }

    private Future<JsonObject> change(RoutingContext context) {
        return streams.change(id(context), StreamSettings.patch(json(context)));
    }

    private static Handler<RoutingContext> answer(Function<RoutingContext, Future<?>> work) {
        return context ->
                work.apply(context).onSuccess(result -> send(context, result)).onFailure(context::fail);
    }

    private static void send(RoutingContext context, Object result) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Json.encodeToBuffer(result))
                .onFailure(gone -> {}); // the client went away; the change stands
    }

    private static String id(RoutingContext context) {
        return context.pathParam("stream");
    }

    private static @Nullable Long at(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body == null || body.length() == 0) {
            return null;
        }
        Object at = json(context).getValue("at");
        return at == null ? null : FieldRules.integer("at", at, 0, FieldRules.MAX_EXACT);
    }

    private static JsonObject json(RoutingContext context) {
        Buffer body = context.body().buffer();
        try {
            if (body != null && Json.decodeValue(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException e) {
            throw Problem.badField("body", "must be JSON in UTF-8");
        }
        throw Problem.badField("body", "must be a JSON object");
    }
}
