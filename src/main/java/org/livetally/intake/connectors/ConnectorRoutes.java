package org.livetally.intake.connectors;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.livetally.access.Permit;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.http.FieldRules;
import org.livetally.http.JsonBody;
import org.livetally.http.Prefix;
import org.livetally.http.Problem;
import org.livetally.http.QueryFields;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Option;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.parked.ParkedMessage;
import org.livetally.intake.parked.ParkedMessages;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.StreamKeys;

/** {@code /api/connectors}: operators make, try out, change, watch and delete the connectors of their streams. */
final class ConnectorRoutes {
    private static final String ALL = "/api/connectors";
    private static final String ONE = ALL + "/:connector";
    private static final int PAGE = 50;

    private final Connectors connectors;
    private final ConnectorDirectory directory;
    private final ConnectorStatus status;
    private final Deliveries deliveries;
    private final ParkedMessages parked;
    private final InstantSource clock;

    /** What the routes work with. */
    record Parts(
            Connectors connectors,
            ConnectorDirectory directory,
            ConnectorStatus status,
            Deliveries deliveries,
            ParkedMessages parked) {}

    ConnectorRoutes(Parts parts, InstantSource clock) {
        this.connectors = parts.connectors;
        this.directory = parts.directory;
        this.status = parts.status;
        this.deliveries = parts.deliveries;
        this.parked = parts.parked;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get(ALL + "/kinds").handler(request -> JsonBody.answer(request, kinds()));
        router.get(ALL).handler(this::list);
        JsonBody.within(router.post(ALL)).handler(this::create);
        router.get(ONE).handler(of((request, connector) -> status.whole(connector, Prefix.of(request))));
        JsonBody.within(router.patch(ONE))
                .handler(of((request, connector) -> connectors
                        .patch(connector, JsonBody.of(request))
                        .compose(changed -> status.whole(changed, Prefix.of(request)))));
        router.delete(ONE).handler(this::delete);
        router.get(ONE + "/deliveries").handler(of(this::deliveries));
        router.get(ONE + "/parked").handler(of(this::parked));
        router.delete(ONE + "/parked/:message").handler(this::drop);
        JsonBody.within(router.post(ONE + "/test")).handler(of((request, connector) -> attempt(connector)));
    }

    /** The kinds, so that forms follow the list of platforms. */
    private static JsonArray kinds() {
        JsonArray kinds = new JsonArray();
        for (Platform platform : Platforms.all()) {
            JsonArray options = new JsonArray();
            for (Option option : platform.options()) {
                JsonObject json = new JsonObject().put("name", option.name()).put("default", option.initial());
                options.add(option.choices().isEmpty() ? json : json.put("choices", new JsonArray(option.choices())));
            }
            kinds.add(new JsonObject().put("kind", platform.kind()).put("options", options));
        }
        return kinds;
    }

    private void list(RoutingContext request) {
        String stream = request.request().getParam("stream");
        directory
                .all()
                .compose(all -> {
                    List<Future<JsonObject>> shown = new ArrayList<>();
                    all.stream()
                            .filter(one -> Permit.of(request).covers(one.stream()))
                            .filter(one -> stream == null || one.stream().equals(stream))
                            .forEach(one -> shown.add(status.whole(one, Prefix.of(request))));
                    return Future.all(shown)
                            .map(read -> new JsonArray(
                                    shown.stream().map(Future::result).toList()));
                })
                .onSuccess(list -> JsonBody.answer(request, list))
                .onFailure(error -> fail(request, error));
    }

    private void create(RoutingContext request) {
        JsonObject body = JsonBody.of(request);
        if (!(body.getValue("stream") instanceof String stream) || !Ids.isStream(stream)) {
            throw Problem.invalidField("stream", Rule.STREAM_ID.reason());
        }
        if (!Permit.of(request).covers(stream)) {
            throw Problem.of(403, Rule.TOKEN_SCOPE.reason());
        }
        connectors
                .create(stream, body)
                .compose(made -> status.whole(made.connector(), Prefix.of(request))
                        .map(json -> withSecret(json, made.shownOnce())))
                .onSuccess(json -> {
                    request.response()
                            .setStatusCode(201)
                            .putHeader(HttpHeaders.LOCATION, Prefix.of(request) + ALL + "/" + json.getString("id"));
                    JsonBody.answer(request, json);
                })
                .onFailure(error -> fail(request, error));
    }

    private static JsonObject withSecret(JsonObject json, @Nullable String secret) {
        return secret == null ? json : json.put("secret", secret);
    }

    private Future<JsonObject> deliveries(RoutingContext request, ShopConnector connector) {
        String limit = request.request().getParam("limit");
        return deliveries.page(
                connector.id(),
                QueryFields.seq("before", request.request().getParam("before")),
                limit == null ? PAGE : (int) FieldRules.integer("limit", number(limit), 1, 1_000));
    }

    private static Object number(String text) {
        return text.matches("[0-9]{1,9}") ? (Object) Long.valueOf(text) : text;
    }

    private Future<JsonObject> parked(RoutingContext request, ShopConnector connector) {
        return parked.of(new StreamKeys(connector.stream()))
                .map(all -> new JsonObject()
                        .put(
                                "parked",
                                new JsonArray(all.stream()
                                        .filter(one -> one.source().equals(connector.id()))
                                        .map(ParkedMessage::row)
                                        .toList())));
    }

    /** What a delivery of this platform would record: it is signed, verified and translated, and recorded nowhere. */
    private Future<JsonObject> attempt(ShopConnector connector) {
        String newest = connector.secrets().get(connector.secrets().size() - 1);
        Hook sample = connector.platform().sample(connector.shop(), newest, clock.millis());
        try {
            return Future.succeededFuture(HookHandler.wouldRecord(connector, sample, clock.millis()));
        } catch (UnreadableException e) {
            return Future.failedFuture(Problem.of(409, e.reason()));
        }
    }

    private void delete(RoutingContext request) {
        find(request)
                .compose(connectors::delete)
                .onSuccess(gone -> request.response().setStatusCode(204).end().onFailure(left -> {}))
                .onFailure(error -> fail(request, error));
    }

    private void drop(RoutingContext request) {
        find(request)
                .compose(connector -> parked.remove(new StreamKeys(connector.stream()), request.pathParam("message")))
                .onSuccess(removed -> request.response()
                        .setStatusCode(removed ? 204 : 404)
                        .end()
                        .onFailure(left -> {}))
                .onFailure(error -> fail(request, error));
    }

    private Handler<RoutingContext> of(BiFunction<RoutingContext, ShopConnector, Future<JsonObject>> work) {
        return request -> find(request)
                .compose(connector -> work.apply(request, connector))
                .onSuccess(json -> JsonBody.answer(request, json))
                .onFailure(error -> fail(request, error));
    }

    /** A connector of another stream does not exist for whoever may not see that stream. */
    private Future<ShopConnector> find(RoutingContext request) {
        String id = request.pathParam("connector");
        return directory.require(id).map(connector -> {
            if (!Permit.of(request).covers(connector.stream())) {
                throw ConnectorDirectory.unknown(id);
            }
            return connector;
        });
    }

    private static void fail(RoutingContext request, Throwable error) {
        request.fail(RedisFailures.isPermanent(error) ? error : RedisFailures.problem(error));
    }
}
