package org.livetally.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.transport.Transport;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.backends.BackendRegistries;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * HTTP requests by method, route and code, as measured by Vert.x. WebSockets are ours, and Vert.x has no part in them
 * after the handshake, so a frame costs nothing here.
 *
 * <p>Only two of Vert.x' metrics are let through: its {@code active_requests} leaks, and bytes are counted with each
 * write. No text from a client becomes a series, neither a path nor a method that it made up.
 */
final class HttpMetrics implements MeterFilter, AutoCloseable {
    private static final String ALL = "vertx.";
    private static final String REQUESTS = "vertx.http.server.requests";
    private static final String RESPONSE_TIME = "vertx.http.server.response.time";
    private static final double[] SECONDS = {.005, .025, .1, .5, 2.5};
    private static final double NANOS = 1e9;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String ROUTE = "route";

    private final MeterRegistry registry;
    /** Unique, since Vert.x keeps registries by name for the whole JVM, in which tests run several servers. */
    private final String name = UUID.randomUUID().toString();

    HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.config().meterFilter(this);
    }

    Vertx vertx(VertxOptions options, Transport transport) {
        EnumSet<MetricsDomain> others = EnumSet.complementOf(EnumSet.of(MetricsDomain.HTTP_SERVER));
        MicrometerMetricsOptions measured = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setRegistryName(name)
                .setLabels(EnumSet.of(Label.HTTP_ROUTE, Label.HTTP_CODE))
                .setServerRequestTagsProvider(HttpMetrics::method);
        others.forEach(measured::addDisabledMetricsCategory);
        return Vertx.builder()
                .with(options.setMetricsOptions(measured))
                .withTransport(transport)
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }

    private static List<Tag> method(HttpRequest request) {
        String given = request.method().name();
        return List.of(Tag.of("method", METHODS.contains(given) ? given.toLowerCase(Locale.ROOT) : "other"));
    }

    /** Accepts the metrics that a dashboard needs. */
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        boolean unwanted = id.getName().startsWith(ALL)
                && !id.getName().equals(REQUESTS)
                && !id.getName().equals(RESPONSE_TIME);
        return unwanted ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    /** Vert.x lists all routes that a request passed; the last one answered it. */
    @Override
    public Meter.Id map(Meter.Id id) {
        String routes = id.getName().startsWith(ALL) ? id.getTag(ROUTE) : null;
        return routes == null || routes.indexOf('>') < 0
                ? id
                : id.withTag(Tag.of(ROUTE, routes.substring(routes.lastIndexOf('>') + 1)));
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        if (!id.getName().equals(RESPONSE_TIME)) {
            return config;
        }
        double[] bounds = SECONDS.clone();
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] *= NANOS;
        }
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(bounds)
                .build()
                .merge(config);
    }

    @Override
    public void close() {
        BackendRegistries.stop(name);
    }
}
