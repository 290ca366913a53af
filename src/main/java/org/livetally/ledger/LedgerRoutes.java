package org.livetally.ledger;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.function.Function;
import org.livetally.model.Ids;
import org.livetally.model.Problem;
import org.livetally.model.Rule;
import org.livetally.redis.RedisFailures;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/**
 * {@code /api/streams/:stream/orders}: what the ledger holds; {@code …/lost} and {@code …/accept-loss}: what it lacks.
 * For operators. On one event loop.
 */
public final class LedgerRoutes {
    private static final String ORDERS = "/api/streams/:stream/orders";

    private final RedisLink redis;
    private final AckMemory acks;

    public LedgerRoutes(RedisLink redis, AckMemory acks) {
        this.redis = redis;
        this.acks = acks;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get(ORDERS).handler(answer(this::page));
        router.get(ORDERS + ".csv").handler(this::csv);
        router.get(ORDERS + "/:id").handler(answer(this::one));
        router.get("/api/streams/:stream/lost").handler(answer(this::lost));
        router.post("/api/streams/:stream/accept-loss").handler(answer(this::acceptLoss));
    }

    private Future<Buffer> lost(RoutingContext request) {
        String stream = keys(request).stream();
        return Future.succeededFuture(LossJson.of(stream, acks.loss(stream)));
    }

    private Future<Buffer> acceptLoss(RoutingContext request) {
        String stream = keys(request).stream();
        AckMemory.Asked asked = acks.of(stream);
        if (!asked.isLost()) {
            throw Problem.of(409, Rule.NO_LOSS.reason(stream));
        }
        return LedgerLook.accept(redis, stream, asked.newest())
                .compose(accepted -> LedgerWatch.lookAt(redis, acks, List.of(stream)))
                .compose(looked -> lost(request));
    }

    private Future<Buffer> page(RoutingContext request) {
        StreamKeys keys = keys(request);
        LedgerQuery query = LedgerQuery.of(request.queryParams());
        return exists(keys)
                .compose(there -> LedgerPage.read(redis, keys, query))
                .map(LedgerPage::json);
    }

    private Future<Buffer> one(RoutingContext request) {
        StreamKeys keys = keys(request);
        return exists(keys)
                .compose(there -> RecordedOrder.read(redis, keys, request.pathParam("id")))
                .map(RecordedOrder::json);
    }

    private void csv(RoutingContext request) {
        StreamKeys keys = keys(request);
        exists(keys)
                .compose(there -> LedgerExport.begin(redis, keys, request))
                .onFailure(error -> fail(request, error));
    }

    private static StreamKeys keys(RoutingContext request) {
        String stream = request.pathParam("stream");
        if (!Ids.isStream(stream)) {
            throw unknown(stream);
        }
        return new StreamKeys(stream);
    }

    private Future<Void> exists(StreamKeys keys) {
        return redis.send(Request.cmd(Command.EXISTS).arg(keys.config()))
                .compose(there -> there.toInteger() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(unknown(keys.stream())));
    }

    private static Problem unknown(String stream) {
        return Problem.of(404, Rule.STREAM_UNKNOWN.reason(stream));
    }

    private static Handler<RoutingContext> answer(Function<RoutingContext, Future<Buffer>> work) {
        return request -> work.apply(request)
                .onSuccess(json -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(json)
                        .onFailure(gone -> {}))
                .onFailure(error -> fail(request, error));
    }

    /** A ledger that cannot be read is an error of ours; a Redis that does not answer is a passing one. */
    private static void fail(RoutingContext request, Throwable error) {
        request.fail(RedisFailures.isOurMistake(error) ? error : RedisFailures.problem(error));
    }
}
