package org.livetally.streams;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Currencies;
import org.livetally.model.Problem;
import org.livetally.model.Rule;
import org.livetally.socket.Permit;

/**
 * {@code /api/streams}: operators create, change, start, end and list streams; everybody may read a public stream's
 * catalogue. Also {@code /api/currencies}: the currencies that a stream may have, with their digits.
 *
 * <p>{@code start} and {@code end} take an optional {@code at}, for an operator who acts late.
 */
public final class StreamRoutes {
    private static final int BODY_LIMIT = 1 << 20;
    /** Fits 10,000 products with the longest names, of characters with four bytes each: 8.1 MB as JSON. */
    private static final int CATALOGUE_LIMIT = 8 << 20;

    private static final JsonObject CURRENCIES = new JsonObject(new LinkedHashMap<>(Currencies.all()));

    private static final String ALL = "/api/streams";
    private static final String ONE = ALL + "/:stream";

    private final Streams streams;
    private final SharedCatalogues catalogues;

    public StreamRoutes(Vertx vertx, Streams streams) {
        this(streams, new SharedCatalogues(vertx, streams));
    }

    StreamRoutes(Streams streams, SharedCatalogues catalogues) {
        this.streams = streams;
        this.catalogues = catalogues;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get("/api/currencies").handler(answer(context -> Future.succeededFuture(CURRENCIES)));
        router.get(ALL).handler(answer(context -> streams.list(Permit.of(context)::covers)));
        withBody(router.post(ALL)).handler(this::create);
        router.get(ONE).handler(answer(context -> streams.get(id(context))));
        withBody(router.patch(ONE)).handler(answer(this::change));
        withBody(router.post(ONE + "/start")).handler(answer(context -> streams.start(id(context), at(context))));
        withBody(router.post(ONE + "/end")).handler(answer(context -> streams.end(id(context), at(context))));
        router.get(ONE + "/products")
                .method(HttpMethod.HEAD)
                .handler(context -> catalogues.send(context, id(context), SharedCatalogues.Form.JSON));
        withBody(router.put(ONE + "/products"), CATALOGUE_LIMIT)
                .handler(answer(context -> streams.replace(id(context), catalogue(context))));
        router.get(ONE + "/products.csv")
                .handler(context -> catalogues.send(context, id(context), SharedCatalogues.Form.CSV));
    }

    private static Route withBody(Route route) {
        return withBody(route, BODY_LIMIT);
    }

    private static Route withBody(Route route, int limit) {
        return route.handler(BodyHandler.create(false).setBodyLimit(limit));
    }

    private static Map<String, String> catalogue(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        Buffer body = context.body().buffer();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/csv")
                ? CatalogueCsv.read(body == null ? Buffer.buffer() : body)
                : CatalogueRows.of(json(context));
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
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        send(context, Json.encodeToBuffer(result));
    }

    private static void send(RoutingContext context, Buffer body) {
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body)
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
            throw Problem.badField("body", Rule.BODY_JSON.reason());
        }
        throw Problem.badField("body", Rule.BODY_OBJECT.reason());
    }
}
