package org.livetally.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * All metrics of this node for Prometheus: ours, the JVM's and the HTTP server's.
 *
 * <p>Ours are counted by {@link Metrics}, in fields, and are handed to Micrometer's registry once, so a scrape does not
 * slow down what counts. Each series exists from the start, so that the first increase of a counter is seen as one.
 */
public final class Exposition implements AutoCloseable {
    /** The format that every version of Prometheus reads. */
    public static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    public static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final int TYPICAL_BYTES = 64 * 1024;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpMetrics http = new HttpMetrics(registry);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final StatsCollector reading = new StatsCollector();

    /** @param version of the program, for people */
    public Exposition(Metrics metrics, String version) {
        registry.config().meterFilter(new JvmNames());
        List.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new FileDescriptorMetrics(),
                        new UptimeMetrics(),
                        collections)
                .forEach(binder -> binder.bindTo(registry));
        metrics.histograms().forEach(registry.getPrometheusRegistry()::register);
        registry.getPrometheusRegistry().register(reading);
        registry.getPrometheusRegistry().register(build(version));
        metrics.orders.forEach((count, type, result, code) ->
                counter(Metric.ORDERS, count, "type", type, "result", result, "code", code));
        metrics.frames.forEach((count, kind) -> counter(Metric.FRAMES_SENT, count, "kind", kind));
        metrics.limits.forEach((count, limit) -> counter(Metric.LIMITS_HIT, count, "limit", limit));
        counter(Metric.ARCHIVED_STREAMS, metrics.archives.streams);
        counter(Metric.ARCHIVED_BYTES, metrics.archives.bytes);
        counter(Metric.ARCHIVE_FAILURES, metrics.archives.failures);
        metrics.notifications.forEach((count, kind, outcome) ->
                counter(Metric.NOTIFICATION_ATTEMPTS, count, "kind", kind, "outcome", outcome));
        counter(Metric.SENT_BYTES, metrics.frames.bytes());
        counter(Metric.SCREENS_SKIPPED, metrics.frames.skipped());
        counter(Metric.LIKES, metrics.likes);
        FunctionCounter.builder(Metric.AUDIT_CPU.text(), metrics.auditCpuNanos, nanos -> nanos.sum() / 1e9)
                .description(Metric.AUDIT_CPU.help())
                .register(registry);
        gauge(Metric.SOCKETS, metrics.connections::producers, "kind", "producer");
        gauge(Metric.SOCKETS, metrics.connections::audience, "kind", "audience");
        gauge(Metric.SOCKETS, metrics.connections::screenSockets, "kind", "screen");
        gauge(Metric.SOCKETS, metrics.connections::eventStreams, "kind", "event_stream");
        gauge(Metric.QUEUE, metrics::queued);
        gauge(Metric.QUEUE_LIMIT, metrics::queueLimit);
        gauge(Metric.REDIS_CONNECTED, metrics::redisConnected);
        gauge(Metric.REDIS_WRITABLE, metrics::redisWritable);
        gauge(Metric.BOARDS_STALE, metrics::boardsStale);
        gauge(Metric.READY, metrics::ready);
    }

    /** Builds a Vert.x whose HTTP server is measured here, too. */
    public Vertx vertx(VertxOptions options, Transport transport) {
        return http.vertx(options, transport);
    }

    /** Adds a gauge, read at each scrape on the thread of the scrape. */
    public void gauge(Metric metric, DoubleSupplier value, String... labels) {
        Gauge.builder(metric.text(), value::getAsDouble)
                .description(metric.help())
                .tags(labels)
                .register(registry);
    }

    /** Shows these figures of Redis from now on. Thread-safe. */
    public void show(RedisStats now) {
        reading.show(now);
    }

    /**
     * The text of all metrics. Takes milliseconds, so not on an event loop.
     *
     * @param contentType {@link #TEXT} or {@link #OPEN_METRICS}
     */
    public byte[] scrape(String contentType) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(TYPICAL_BYTES);
        try {
            registry.scrape(text, contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory do not fail
        }
        return text.toByteArray();
    }

    @Override
    public void close() {
        http.close();
        collections.close();
        registry.close();
    }

    /** The name without its suffix: client_java appends {@code _total} and the like itself. */
    static MetricMetadata metadata(Metric metric, String suffix) {
        String name = metric.text();
        return new MetricMetadata(name.substring(0, name.length() - suffix.length()), metric.help());
    }

    private void counter(Metric metric, LongAdder count, String... labels) {
        FunctionCounter.builder(metric.text(), count, LongAdder::sum)
                .description(metric.help())
                .tags(labels)
                .register(registry);
    }

    private static Collector build(String version) {
        MetricSnapshot info = new InfoSnapshot(
                metadata(Metric.BUILD, "_info"),
                List.of(new InfoDataPointSnapshot(
                        Labels.of("version", version, "java", Runtime.version().toString()))));
        return () -> info;
    }
}
