package org.livetally.campaigns;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.livetally.http.JsonBody;
import org.livetally.http.Prefix;
import org.livetally.http.SettingsRules;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.read.DealExport;
import org.livetally.ledger.read.LedgerExport;
import org.livetally.ledger.read.LedgerSources;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;

/** {@code /api/campaigns}: operators of all streams create, change, delete and list campaigns, and read their ledgers. */
public final class CampaignRoutes {
    private static final String ALL = "/api/campaigns";
    private static final String ONE = ALL + "/:campaign";

    private final RedisLink redis;
    private final Campaigns campaigns;
    private final LedgerSources sources;

    public CampaignRoutes(RedisLink redis, Campaigns campaigns, LedgerSources sources) {
        this.redis = redis;
        this.campaigns = campaigns;
        this.sources = sources;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get(ALL).handler(answer(request -> campaigns.list()));
        JsonBody.within(router.post(ALL)).handler(this::create);
        router.get(ONE).handler(answer(request -> campaigns.get(id(request))));
        JsonBody.within(router.patch(ONE))
                .handler(
                        answer(request -> campaigns.change(id(request), CampaignSettings.patch(JsonBody.of(request)))));
        router.delete(ONE).handler(this::delete);
        router.get(ONE + "/ledger.csv").handler(this::ledger);
        router.get(ONE + "/deals.csv").handler(this::deals);
    }

    private void create(RoutingContext request) {
        JsonObject body = JsonBody.of(request);
        String id = SettingsRules.newId(body);
        campaigns
                .create(id, CampaignSettings.create(body))
                .onSuccess(campaign -> {
                    request.response()
                            .setStatusCode(201)
                            .putHeader(HttpHeaders.LOCATION, Prefix.of(request) + ALL + "/" + id);
                    JsonBody.answer(request, campaign);
                })
                .onFailure(error -> fail(request, error));
    }

    private void delete(RoutingContext request) {
        campaigns
                .delete(id(request))
                .onSuccess(
                        deleted -> request.response().setStatusCode(204).end().onFailure(gone -> {}))
                .onFailure(error -> fail(request, error));
    }

    private void ledger(RoutingContext request) {
        campaigns
                .ledgers(id(request))
                .compose(streams -> Future.all(streams.stream().map(sources::of).toList()))
                .compose(found -> LedgerExport.ofMany(found.<LedgerSource>list(), request, id(request) + "-ledger.csv"))
                .onFailure(error -> fail(request, error));
    }

    private void deals(RoutingContext request) {
        campaigns
                .ledgers(id(request))
                .compose(streams -> DealExport.ofMany(redis, streams, request, id(request) + "-deals.csv"))
                .onFailure(error -> fail(request, error));
    }

    private static Handler<RoutingContext> answer(Function<RoutingContext, Future<JsonObject>> work) {
        return request -> work.apply(request)
                .onSuccess(json -> JsonBody.answer(request, json))
                .onFailure(error -> fail(request, error));
    }

    /** What cannot be read is an error of ours; a Redis that does not answer is a passing one. */
    private static void fail(RoutingContext request, Throwable error) {
        request.fail(RedisFailures.isPermanent(error) ? error : RedisFailures.problem(error));
    }

    private static String id(RoutingContext request) {
        return request.pathParam("campaign");
    }
}
