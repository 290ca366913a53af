package org.livetally.http.site;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.livetally.redis.client.RedisLink;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: it should get traffic; if not, the answer gives the
 * reasons. One for each event loop, since it checks that loop's own connections.
 */
public final class Health {
    private static final long LIMIT_MS = 1_000;

    private final Map<String, Supplier<? extends Future<?>>> checks = new LinkedHashMap<>();
    private final List<Supplier<List<String>>> warnings = new ArrayList<>();
    private volatile boolean stopping;

    /** Not ready while the link is down, or Redis does not accept a write within a second. */
    public Health redis(RedisLink link) {
        return check("redis", link::checkWrites);
    }

    /**
     * Not ready while the future fails, or takes more than a second. Checks must be added before the server listens.
     */
    public Health check(String name, Supplier<? extends Future<?>> check) {
        checks.put(name, check);
        return this;
    }

    /** Not ready while there is a problem: a text for people, empty if there is none. */
    public Health problem(String name, Supplier<String> problem) {
        return check(name, () -> {
            String now = problem.get();
            return now.isEmpty() ? Future.succeededFuture() : Future.failedFuture(now);
        });
    }

    /** Warnings for people about a server that is ready: {@code /health/ready} shows them, with status 200. */
    public Health warnings(Supplier<List<String>> current) {
        warnings.add(current);
        return this;
    }

    /** A warning while there is a text; see {@link #warnings}. */
    public Health warning(String name, Supplier<String> current) {
        return warnings(() -> {
            String now = current.get();
            return now.isEmpty() ? List.of() : List.of(name + ": " + now);
        });
    }

    /** Reports as not ready from now on. Thread-safe. */
    public void stopping() {
        stopping = true;
    }

    /** Adds the routes. */
    public void mount(Router router) {
        // Some load balancers ask with HEAD.
        router.route("/health/live")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> send(context, List.of(), List.of()));
        router.route("/health/ready")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::ready);
    }

    private void ready(RoutingContext context) {
        reasons().onSuccess(reasons -> send(context, reasons, stopping ? List.of() : currentWarnings()));
    }

    private List<String> currentWarnings() {
        return warnings.stream().flatMap(current -> current.get().stream()).toList();
    }

    /** The reasons why it is not ready; empty if it is. */
    public Future<List<String>> reasons() {
        if (stopping) {
            return Future.succeededFuture(List.of("stopping"));
        }
        List<String> reasons = new ArrayList<>();
        List<Future<?>> asked = new ArrayList<>();
        checks.forEach((name, check) -> asked.add(check.get()
                .timeout(LIMIT_MS, TimeUnit.MILLISECONDS)
                .onFailure(error -> reasons.add(name + ": " + error.getMessage()))));
        return Future.join(asked).transform(all -> Future.succeededFuture(reasons));
    }

    private static void send(RoutingContext context, List<String> reasons, List<String> warnings) {
        JsonObject body = new JsonObject().put("status", reasons.isEmpty() ? "UP" : "DOWN");
        if (!reasons.isEmpty()) {
            body.put("reasons", new JsonArray(reasons));
        }
        if (!warnings.isEmpty()) {
            body.put("warnings", new JsonArray(warnings));
        }
        context.response()
                .setStatusCode(reasons.isEmpty() ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer())
                .onFailure(gone -> {});
    }
}
