package org.livetally.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.livetally.metrics.RedisStats.OfAudit;
import org.livetally.metrics.RedisStats.OfCampaign;
import org.livetally.metrics.RedisStats.OfConnector;
import org.livetally.metrics.RedisStats.OfNotifications;
import org.livetally.metrics.RedisStats.OfProduct;
import org.livetally.metrics.RedisStats.OfRedis;
import org.livetally.metrics.RedisStats.OfSeal;
import org.livetally.metrics.RedisStats.OfStream;

/**
 * Shows the last reading as it is. There are no meters to add or remove when a stream starts or ends: what was not read
 * is not shown. So a failed reading leaves a gap in a graph, not an old number.
 */
final class StatsCollector implements MultiCollector {
    private volatile RedisStats last = RedisStats.NONE;

    void show(RedisStats reading) {
        last = reading;
    }

    @Override
    public MetricSnapshots collect() {
        RedisStats reading = last;
        if (reading.equals(RedisStats.NONE)) {
            return new MetricSnapshots();
        }
        Gauges gauges = new Gauges();
        gauges.add(Metric.STREAMS_LIVE, Labels.EMPTY, reading.live());
        List<InfoDataPointSnapshot> infos = new ArrayList<>();
        for (OfStream stream : reading.streams()) {
            infos.add(new InfoDataPointSnapshot(
                    Labels.of("stream", stream.id(), "title", stream.title(), "currency", stream.currency())));
            add(gauges, stream);
        }
        List<InfoDataPointSnapshot> campaigns = new ArrayList<>();
        for (OfCampaign campaign : reading.campaigns()) {
            Labels labels = Labels.of("campaign", campaign.id(), "currency", campaign.currency());
            campaigns.add(new InfoDataPointSnapshot(labels.merge(Labels.of("title", campaign.title()))));
            campaign.figures().forEach((metric, value) -> gauges.add(metric, labels, value));
        }
        List<CounterDataPointSnapshot> deliveries = new ArrayList<>();
        for (OfConnector connector : reading.connectors()) {
            Labels labels =
                    Labels.of("connector", connector.id(), "kind", connector.kind(), "stream", connector.stream());
            connector.figures().forEach((metric, value) -> gauges.add(metric, labels, value));
            connector
                    .deliveries()
                    .forEach((outcome, count) -> deliveries.add(CounterDataPointSnapshot.builder()
                            .labels(labels.merge(Labels.of("outcome", outcome)))
                            .value((double) count)
                            .build()));
        }
        for (OfAudit audit : reading.audits()) {
            Labels labels = Labels.of("stream", audit.stream());
            if (audit.at() > 0) {
                gauges.add(Metric.AUDIT_DIFFERENCES, labels, audit.differences());
                gauges.add(Metric.AUDIT_TIMESTAMP, labels, audit.at() / 1e3);
            }
            OfSeal sealed = audit.sealed();
            if (sealed != null) {
                gauges.add(Metric.AUDIT_BEHIND, labels, sealed.behind());
            }
            if (sealed != null && sealed.seqMs() > 0) {
                gauges.add(Metric.AUDIT_SEALED, labels, sealed.seqMs() / 1e3);
            }
        }
        OfNotifications notifications = reading.notifications();
        if (notifications != null) {
            gauges.add(Metric.NOTIFICATIONS_WAITING, Labels.EMPTY, notifications.waiting());
            gauges.add(Metric.NOTIFICATIONS_OLDEST, Labels.EMPTY, notifications.oldestMs() / 1e3);
        }
        List<MetricSnapshot> all = new ArrayList<>();
        if (!infos.isEmpty()) {
            all.add(new InfoSnapshot(Exposition.metadata(Metric.STREAM, "_info"), infos));
        }
        if (!campaigns.isEmpty()) {
            all.add(new InfoSnapshot(Exposition.metadata(Metric.CAMPAIGN, "_info"), campaigns));
        }
        if (!deliveries.isEmpty()) {
            all.add(new CounterSnapshot(Exposition.metadata(Metric.CONNECTOR_DELIVERIES, "_total"), deliveries));
        }
        OfRedis redis = reading.redis();
        if (redis != null) {
            gauges.add(Metric.REDIS_MEMORY, Labels.EMPTY, redis.memoryBytes());
            gauges.add(Metric.REDIS_MAX_MEMORY, Labels.EMPTY, redis.maxMemoryBytes());
            if (redis.aofBytes() != null) {
                gauges.add(Metric.REDIS_AOF, Labels.EMPTY, redis.aofBytes());
            }
            gauges.add(Metric.REDIS_AOF_WRITE_OK, Labels.EMPTY, Metrics.one(redis.aofWriteOk()));
            all.add(new CounterSnapshot(
                    Exposition.metadata(Metric.REDIS_AOF_DELAYED_FSYNCS, "_total"),
                    List.of(CounterDataPointSnapshot.builder()
                            .value((double) redis.delayedFsyncs())
                            .build())));
        }
        gauges.points.forEach((metric, points) -> all.add(new GaugeSnapshot(Exposition.metadata(metric, ""), points)));
        return new MetricSnapshots(all);
    }

    private static void add(Gauges gauges, OfStream stream) {
        Labels labels = Labels.of("stream", stream.id(), "currency", stream.currency());
        stream.totals().forEach((metric, value) -> gauges.add(metric, labels, value));
        for (OfProduct product : stream.products()) {
            Labels ofProduct = Labels.of("stream", stream.id(), "sku", product.sku(), "name", product.name());
            gauges.add(Metric.STREAM_PRODUCT_GMV, ofProduct, product.gmv());
            gauges.add(Metric.STREAM_PRODUCT_UNITS, ofProduct, product.units());
        }
        stream.likes()
                .forEach((source, likes) -> gauges.add(
                        Metric.STREAM_SOURCE_LIKES, Labels.of("stream", stream.id(), "source", source), likes));
    }

    /** A metric with all its points, since the text has them in one block. */
    private static final class Gauges {
        final Map<Metric, List<GaugeDataPointSnapshot>> points = new EnumMap<>(Metric.class);

        /** Adds a count or an amount, which is below 2^53, so a double holds it exactly. */
        void add(Metric metric, Labels labels, long value) {
            add(metric, labels, (double) value);
        }

        void add(Metric metric, Labels labels, double value) {
            points.computeIfAbsent(metric, key -> new ArrayList<>())
                    .add(GaugeDataPointSnapshot.builder()
                            .labels(labels)
                            .value(value)
                            .build());
        }
    }
}
