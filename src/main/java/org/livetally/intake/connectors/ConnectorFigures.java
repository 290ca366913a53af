package org.livetally.intake.connectors;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.Metric;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.RedisStats.OfConnector;
import org.livetally.redis.client.RedisLink;

/** How connectors are, for {@code /metrics}. */
public final class ConnectorFigures {
    /** Maximum of connectors that are shown, the oldest ones, so that all nodes show the same. */
    private static final int MAX_SHOWN = 100;

    private final ConnectorDirectory directory;
    private final ConnectorStatus status;

    /** On the event loop of the link. */
    public ConnectorFigures(RedisLink redis, InstantSource clock) {
        this.directory = new ConnectorDirectory(redis);
        this.status = new ConnectorStatus(redis, clock);
    }

    public Future<List<OfConnector>> read() {
        return directory.all().compose(all -> {
            List<Future<OfConnector>> figures = new ArrayList<>();
            all.stream().limit(MAX_SHOWN).forEach(one -> figures.add(of(one)));
            return Future.all(figures)
                    .map(read -> figures.stream().map(Future::result).toList());
        });
    }

    private Future<OfConnector> of(ShopConnector connector) {
        return status.health(connector).map(health -> {
            ConnectorCounts counts = health.counts();
            Map<String, Long> deliveries = new LinkedHashMap<>();
            for (Outcome outcome : Outcome.values()) {
                deliveries.put(outcome.wire(), counts.of(outcome));
            }
            Map<Metric, Double> figures = new EnumMap<>(Metric.class);
            figures.put(Metric.CONNECTOR_FAILING, Metrics.one(counts.isFailing()));
            figures.put(Metric.CONNECTOR_SILENT, Metrics.one(health.silent()));
            figures.put(Metric.PARKED, (double) health.parked());
            putSeconds(figures, Metric.CONNECTOR_LAST_DELIVERY, counts.lastAt());
            putSeconds(figures, Metric.CONNECTOR_SKEW, counts.skewMs());
            return new OfConnector(connector.name(), connector.kind(), connector.stream(), deliveries, figures);
        });
    }

    private static void putSeconds(Map<Metric, Double> figures, Metric metric, @Nullable Long ms) {
        if (ms != null) {
            figures.put(metric, ms / 1e3);
        }
    }
}
