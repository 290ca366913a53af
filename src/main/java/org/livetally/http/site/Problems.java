package org.livetally.http.site;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.http.Problem.RowError;
import org.livetally.http.ReasonFields;
import org.livetally.logging.LogThrottle;

/**
 * Answers every failure as {@code application/problem+json} (RFC 9457), or as a page where somebody opens an address in
 * a browser. The client gets what it may know, the log gets
 * the rest.
 */
final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class.getName());
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int TOO_MANY_REQUESTS = 429;
    /** Maximum of characters of a method or a path in a log line. */
    private static final int MAX_LOGGED = 200;

    /** After how many seconds a browser opens the address once more. */
    private static final String AGAIN_S = "5";

    private final LogThrottle throttle = new LogThrottle();

    private final @Nullable ProblemPages pages;

    private Problems(@Nullable ProblemPages pages) {
        this.pages = pages;
    }

    /** @param pages for people; null where only programs ask */
    static void mount(Router router, @Nullable ProblemPages pages) {
        new Problems(pages).addTo(router);
    }

    private void addTo(Router router) {
        router.route().failureHandler(this::answer);
        // These are detected after the last route, where no failure handler runs.
        router.errorHandler(400, this::answer);
        router.errorHandler(404, this::answer);
        router.errorHandler(405, context -> {
            String allowed = AllowedMethods.of(router, context.normalizedPath());
            context.response().putHeader(HttpHeaders.ALLOW, allowed);
            answer(context);
        });
        router.errorHandler(SERVER_ERROR, this::answer);
    }

    private void answer(RoutingContext context) {
        Problem problem = problem(context);
        log(context, problem);
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            response.reset().onFailure(gone -> {}); // too late for an answer; a reset one does not look complete
            return;
        }
        if (passes(problem)) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.end(body(problem, context)).onFailure(gone -> {});
    }

    private Buffer body(Problem problem, RoutingContext context) {
        if (pages != null && ProblemPages.isAskedFor(context)) {
            if (problem.status() >= SERVER_ERROR || passes(problem)) {
                context.response().putHeader("Refresh", AGAIN_S); // nobody is there to open an overlay again
            }
            return pages.about(problem, context);
        }
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        return json(problem).toBuffer();
    }

    /** Never the failure's own message, which is not meant for strangers. */
    private static Problem problem(RoutingContext context) {
        if (context.failure() instanceof Problem problem) {
            HttpMethod method = context.request().method();
            return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) ? ofReading(problem) : problem;
        }
        int status = context.statusCode() < 400 ? SERVER_ERROR : context.statusCode();
        return switch (status) {
            case 404 -> Problem.of(status, Rule.NO_PATH.reason());
            case 405 -> Problem.of(status, Rule.NO_METHOD.reason());
            case 413 -> Problem.of(status, Rule.BODY_BYTES.reason());
            case SERVER_ERROR -> Problem.of(status, Rule.OUR_MISTAKE.reason());
            default -> Problem.of(status);
        };
    }

    /** A request that reads changes nothing, so nobody need be told that nothing was changed, or to look whether. */
    private static Problem ofReading(Problem problem) {
        Reason reason = problem.reason();
        if (reason == null || problem.status() != UNAVAILABLE) {
            return problem;
        }
        return switch (reason.rule()) {
            case UNCHANGED ->
                Problem.of(UNAVAILABLE, Rule.UNAVAILABLE.reason(reason.values().get(0)));
            case REDIS_UNSURE -> Problem.of(UNAVAILABLE, Rule.UNAVAILABLE.reason(Rule.REDIS_SILENT.reason()));
            default -> problem;
        };
    }

    /** Whether the problem is temporary. There may be very many of these at a time. */
    private static boolean passes(Problem problem) {
        return problem.status() == UNAVAILABLE || problem.status() == TOO_MANY_REQUESTS;
    }

    /** Without the query, which may hold a token. Errors of the client are not logged. */
    private void log(RoutingContext context, Problem problem) {
        if (problem.status() < SERVER_ERROR && !passes(problem)) {
            return;
        }
        Throwable cause = context.failure() instanceof Problem ? null : context.failure();
        throttle.admit(kind(problem, cause), System.nanoTime()).ifPresent(more -> {
            String request = cut(context.request().method().name()) + " "
                    + cut(context.request().path());
            LOG.log(
                    Level.WARNING,
                    problem.status() + " for " + request + ": " + problem.detail() + LogThrottle.others(more),
                    cause);
        });
    }

    /**
     * The kind of a problem for the throttle: by type and origin, not by the request, of which there are endless kinds.
     */
    private static String kind(Problem problem, @Nullable Throwable cause) {
        if (cause == null) {
            return problem.status() + problem.detail();
        }
        StackTraceElement[] trace = cause.getStackTrace();
        return problem.status() + cause.getClass().getName() + (trace.length == 0 ? "" : trace[0]);
    }

    private static String cut(@Nullable String text) {
        String given = text == null ? "" : text;
        return given.length() <= MAX_LOGGED ? given : given.substring(0, MAX_LOGGED) + "…";
    }

    private static JsonObject json(Problem problem) {
        JsonObject json = new JsonObject()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(problem.status()).reasonPhrase())
                .put("status", problem.status());
        if (problem.reason() != null) {
            ReasonFields.put(json, problem.reason());
        }
        if (problem.field() != null) {
            json.put("field", problem.field());
        }
        if (!problem.errors().isEmpty()) {
            JsonArray errors = new JsonArray();
            for (RowError error : problem.errors()) {
                JsonObject row = new JsonObject().put(error.key(), error.row()).put("field", error.field());
                errors.add(ReasonFields.put(row, error.reason()));
            }
            json.put("errors", errors);
        }
        return json;
    }
}
