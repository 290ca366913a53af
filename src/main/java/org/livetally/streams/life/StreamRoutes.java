package org.livetally.streams.life;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.access.Permit;
import org.livetally.domain.Integers;
import org.livetally.domain.stream.Currencies;
import org.livetally.http.FieldRules;
import org.livetally.http.JsonBody;
import org.livetally.http.Prefix;
import org.livetally.http.Problem;
import org.livetally.http.Problem.RowError;
import org.livetally.http.SettingsRules;

/**
 * {@code /api/streams}: operators create, change, start, end, close and list streams. Also {@code /api/currencies}: the
 * currencies that a stream may have, with their digits.
 *
 * <p>{@code start} and {@code end} take an optional {@code at}, for an operator who acts late.
 */
public final class StreamRoutes {

    private static final JsonObject CURRENCIES = new JsonObject(new LinkedHashMap<>(Currencies.all()));

    private static final String ALL = "/api/streams";
    private static final String ONE = ALL + "/:stream";

    private final Streams streams;

    public StreamRoutes(Streams streams) {
        this.streams = streams;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get("/api/currencies").handler(answer(context -> Future.succeededFuture(CURRENCIES)));
        router.get(ALL).handler(answer(context -> streams.list(Permit.of(context)::covers)));
        JsonBody.within(router.post(ALL)).handler(this::create);
        router.get(ONE).handler(answer(context -> streams.get(id(context))));
        JsonBody.within(router.patch(ONE)).handler(answer(this::change));
        JsonBody.within(router.post(ONE + "/start"))
                .handler(answer(context -> streams.start(id(context), at(context))));
        JsonBody.within(router.post(ONE + "/end")).handler(answer(context -> streams.end(id(context), at(context))));
        JsonBody.within(router.post(ONE + "/close")).handler(answer(context -> streams.close(id(context))));
    }

    private void create(RoutingContext context) {
        JsonObject body = JsonBody.of(context);
        String id = SettingsRules.newId(body);
        streams.create(id, StreamSettings.create(body))
                .onSuccess(stream -> {
                    context.response()
                            .setStatusCode(201)
                            .putHeader(HttpHeaders.LOCATION, Prefix.of(context) + ALL + "/" + id);
                    JsonBody.answer(context, stream);
                })
                .onFailure(context::fail);
    }

    private Future<JsonObject> change(RoutingContext context) {
        return streams.change(id(context), StreamSettings.patch(JsonBody.of(context)))
                .recover(cause -> Future.failedFuture(
                        cause instanceof Problem problem && !problem.errors().isEmpty()
                                ? invalidProduct(problem.errors().get(0))
                                : cause));
    }

    private static Problem invalidProduct(RowError error) {
        return Problem.invalidField("products." + error.row() + "." + error.field(), error.reason());
    }

    private static Handler<RoutingContext> answer(Function<RoutingContext, Future<?>> work) {
        return context -> work.apply(context)
                .onSuccess(result -> JsonBody.answer(context, result))
                .onFailure(context::fail);
    }

    private static String id(RoutingContext context) {
        return context.pathParam("stream");
    }

    private static @Nullable Long at(RoutingContext context) {
        Object at = JsonBody.orNothing(context).getValue("at");
        return at == null ? null : FieldRules.integer("at", at, 0, Integers.MAX_EXACT);
    }
}
