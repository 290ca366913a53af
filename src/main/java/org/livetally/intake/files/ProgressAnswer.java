package org.livetally.intake.files;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.access.Permit;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.http.ReasonFields;

/**
 * Answers an import while it runs: a line of JSON four times a second, and a last one. Whoever goes away, or whose token
 * ends, stops it.
 */
final class ProgressAnswer {
    private static final Logger LOG = Logger.getLogger(ProgressAnswer.class.getName());
    private static final long EVERY_MS = 250;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final Outcome outcome;
    private final long timer;

    /** @param stop is called once nobody may be told any more */
    ProgressAnswer(Vertx vertx, RoutingContext request, Outcome outcome, Runnable stop) {
        this.vertx = vertx;
        this.response = request.response();
        this.outcome = outcome;
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .closeHandler(gone -> stop.run());
        Permit permit = Permit.of(request);
        String stream = request.pathParam("stream");
        this.timer = vertx.setPeriodic(0, EVERY_MS, id -> {
            if (!permit.covers(stream)) {
                stop.run();
                response.reset().onFailure(gone -> {});
            } else if (!response.closed() && !response.writeQueueFull()) {
                write(outcome.progress());
            }
        });
    }

    private void write(JsonObject line) {
        response.write(line.encode() + "\n").onFailure(gone -> {});
    }

    /** @param failure why the import has stopped; null if it has not */
    Future<Void> end(@Nullable Throwable failure) {
        vertx.cancelTimer(timer);
        if (response.closed()) {
            return Future.succeededFuture();
        }
        JsonObject last = outcome.end(failure == null);
        if (failure != null) {
            Reason reason = reason(failure);
            last.put("problem", ReasonFields.of(reason));
        }
        return response.end(last.encode() + "\n").otherwiseEmpty();
    }

    private static Reason reason(Throwable failure) {
        if (failure instanceof Problem problem && problem.reason() != null) {
            return problem.reason();
        }
        if (!(failure instanceof CancellationException)) {
            LOG.log(Level.WARNING, "an import failed", failure);
        }
        return Rule.OUR_MISTAKE.reason();
    }
}
