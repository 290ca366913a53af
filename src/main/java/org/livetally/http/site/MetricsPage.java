package org.livetally.http.site;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.livetally.metrics.Exposition;

/** {@code /metrics} of one event loop, with that loop's readiness. The text is made on a worker thread. */
public final class MetricsPage {
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final Vertx vertx;
    private final Exposition exposition;
    private final Health health;
    private final Consumer<Boolean> isReady;
    private final Supplier<Future<Void>> reading;

    /**
     * @param isReady is told whether the server is ready, before the text is made
     * @param reading completes when the figures of Redis may be shown
     */
    public MetricsPage(
            Vertx vertx,
            Exposition exposition,
            Health health,
            Consumer<Boolean> isReady,
            Supplier<Future<Void>> reading) {
        this.vertx = vertx;
        this.exposition = exposition;
        this.health = health;
        this.isReady = isReady;
        this.reading = reading;
    }

    /** Adds the route. */
    public void mount(Router router) {
        router.get("/metrics").handler(this::show);
    }

    private void show(RoutingContext request) {
        String type = asksForOpenMetrics(request) ? Exposition.OPEN_METRICS : Exposition.TEXT;
        Future<List<String>> reasons = health.reasons();
        Future.join(reasons, reading.get())
                .compose(all -> {
                    isReady.accept(reasons.result().isEmpty());
                    return vertx.executeBlocking(() -> exposition.scrape(type), false);
                })
                .onSuccess(text -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, type)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(Buffer.buffer(text))
                        .onFailure(gone -> {}))
                .onFailure(request::fail);
    }

    private static boolean asksForOpenMetrics(RoutingContext request) {
        String accept = request.request().getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(OPEN_METRICS);
    }
}
