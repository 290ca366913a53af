package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.http.JsonBody;
import org.livetally.http.Problem;
import org.livetally.http.QueryFields;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.ledger.loss.LedgerWatch;
import org.livetally.ledger.loss.Loss;
import org.livetally.ledger.loss.LossJson;
import org.livetally.ledger.loss.NotedLoss;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;

/**
 * {@code /api/streams/:stream/orders}: what the ledger holds; {@code …/deals}: its deals; {@code …/lost} and {@code …/accept-loss}: what it lacks.
 * For operators. On one event loop.
 */
public final class LedgerRoutes {
    private static final String ORDERS = "/api/streams/:stream/orders";
    private static final String DEALS = "/api/streams/:stream/deals";

    private final RedisLink redis;
    private final StreamDirectory streams;
    private final AckMemory acks;
    private final Node node;
    private final LedgerSources ledgers;

    /**
     * What they need of their node.
     *
     * @param acks what Redis must hold
     * @param who tells who asks
     */
    public record Node(AckMemory acks, InstantSource clock, Function<RoutingContext, String> who) {}

    public LedgerRoutes(RedisLink redis, Node node, LedgerSources ledgers) {
        this.redis = redis;
        this.streams = new StreamDirectory(redis);
        this.acks = node.acks;
        this.node = node;
        this.ledgers = ledgers;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get(ORDERS).handler(answer(this::page));
        router.get(ORDERS + ".csv").handler(this::csv);
        router.get(ORDERS + "/:id").handler(answer(this::one));
        router.get(DEALS).handler(answer(this::deals));
        router.get(DEALS + ".csv").handler(this::dealsCsv);
        router.get("/api/streams/:stream/lost").handler(answer(this::lost));
        router.post("/api/streams/:stream/accept-loss").handler(answer(this::acceptLoss));
    }

    private Future<Buffer> lost(RoutingContext request) {
        String stream = keys(request).stream();
        return loss(stream).map(loss -> LossJson.of(stream, loss));
    }

    /** What this node knows, or else what another one has noted. */
    private Future<@Nullable Loss> loss(String stream) {
        Loss own = acks.losses.of(stream);
        return own == null && acks.of(stream).isLost() ? NotedLoss.read(redis, stream) : Future.succeededFuture(own);
    }

    private Future<Buffer> acceptLoss(RoutingContext request) {
        String stream = keys(request).stream();
        AckMemory.Asked asked = acks.of(stream);
        if (!asked.isLost()) {
            throw Problem.of(409, Rule.NO_LOSS.reason(stream));
        }
        return loss(stream)
                .compose(loss -> {
                    if (loss == null) {
                        throw Problem.of(409, Rule.NO_LOSS.reason(stream)); // accepted meanwhile, elsewhere
                    }
                    long now = node.clock.millis();
                    return NotedLoss.accept(redis, loss, node.who.apply(request), now)
                            .onSuccess(done -> acks.losses.accepted(loss));
                })
                .compose(accepted -> LedgerWatch.check(redis, acks, List.of(stream)))
                .compose(looked -> lost(request));
    }

    private Future<Buffer> page(RoutingContext request) {
        StreamKeys keys = keys(request);
        LedgerQuery query = LedgerQuery.of(request.queryParams());
        return streams.standing(keys)
                .compose(there -> ledgers.walk(keys))
                .compose(walk -> LedgerPage.read(walk, query))
                .map(LedgerPage::json);
    }

    private Future<Buffer> one(RoutingContext request) {
        StreamKeys keys = keys(request);
        return streams.require(keys)
                .compose(there -> OrderStatus.read(redis, keys, request.pathParam("id")))
                .map(OrderStatus::json);
    }

    private void csv(RoutingContext request) {
        StreamKeys keys = keys(request);
        streams.standing(keys)
                .compose(there -> ledgers.of(keys))
                .compose(ledger -> LedgerExport.begin(ledger, request))
                .onFailure(error -> fail(request, error));
    }

    private Future<Buffer> deals(RoutingContext request) {
        StreamKeys keys = keys(request);
        Seq before = QueryFields.seq("before", request.queryParams().get("before"));
        int limit = QueryFields.limit("limit", request.queryParams().get("limit"));
        return streams.require(keys)
                .compose(there -> DealPage.before(redis, keys, before == null ? Seq.END : before, limit))
                .map(DealPage::json);
    }

    private void dealsCsv(RoutingContext request) {
        StreamKeys keys = keys(request);
        streams.require(keys)
                .compose(there -> DealExport.begin(redis, keys, request))
                .onFailure(error -> fail(request, error));
    }

    private static StreamKeys keys(RoutingContext request) {
        return StreamDirectory.keys(request.pathParam("stream"));
    }

    private static Handler<RoutingContext> answer(Function<RoutingContext, Future<Buffer>> work) {
        return request -> work.apply(request)
                .onSuccess(json -> JsonBody.answer(request, json))
                .onFailure(error -> fail(request, error));
    }

    /** A ledger that cannot be read is an error of ours; a Redis that does not answer is a passing one. */
    private static void fail(RoutingContext request, Throwable error) {
        request.fail(RedisFailures.isPermanent(error) ? error : RedisFailures.problem(error));
    }
}
