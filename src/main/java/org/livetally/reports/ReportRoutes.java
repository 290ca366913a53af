package org.livetally.reports;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.rule.Rule;
import org.livetally.http.JsonBody;
import org.livetally.http.Problem;
import org.livetally.ledger.Seal;
import org.livetally.redis.client.RedisFailures;

/**
 * {@code GET /api/reports/:stream}: the report of a board; {@code /api/verify/:stream}: {@code GET} checks a seal,
 * {@code POST} a report. What is being counted is answered 202 with how far it is, and is asked for again.
 */
public final class ReportRoutes {
    private static final int COUNTING = 202;

    private final Reports reports;

    public ReportRoutes(Reports reports) {
        this.reports = reports;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get("/api/reports/:stream").handler(answer(request -> reports.report(board(request))));
        router.get("/api/verify/:stream").handler(answer(this::check));
        JsonBody.within(router.post("/api/verify/:stream"), ReceivedReport.MAX_BYTES)
                .handler(answer(this::verify));
    }

    private Future<Answer> verify(RoutingContext request) {
        BoardId board = board(request);
        return reports.verify(board, request.body().buffer());
    }

    private Future<Answer> check(RoutingContext request) {
        BoardId board = board(request);
        return reports.check(board, seal(request.queryParams().get("seal"))).map(Answer::of);
    }

    private static Seal seal(@Nullable String text) {
        try {
            if (text != null) {
                return Seal.parse(text);
            }
        } catch (IllegalArgumentException e) {
            throw Problem.invalidField("seal", Rule.SEAL.reason());
        }
        throw Problem.invalidField("seal", Rule.SEAL.reason());
    }

    private static BoardId board(RoutingContext request) {
        BoardId board = BoardId.parse(request.pathParam("stream"));
        if (board == null) {
            throw Problem.of(404, Rule.STREAM_UNKNOWN.reason(request.pathParam("stream")));
        }
        return board;
    }

    private static Handler<RoutingContext> answer(Function<RoutingContext, Future<Answer>> work) {
        return request -> work.apply(request)
                .onSuccess(answer -> send(request, answer))
                .onFailure(
                        error -> request.fail(RedisFailures.isPermanent(error) ? error : RedisFailures.problem(error)));
    }

    private static void send(RoutingContext request, Answer answer) {
        Buffer ready = answer.ready();
        if (ready != null) {
            JsonBody.answer(request, ready);
            return;
        }
        request.response().setStatusCode(COUNTING).putHeader(HttpHeaders.RETRY_AFTER, "1");
        JsonBody.answer(request, new JsonObject().put("done", answer.done()).put("of", answer.of()));
    }
}
