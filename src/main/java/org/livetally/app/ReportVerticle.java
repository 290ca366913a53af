package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.reports.Reports;

/** The event loop that counts ledgers for reports: page by page, on a link of its own. */
final class ReportVerticle extends VerticleBase {
    private final NodeRedis node;
    private final InstantSource clock;
    private final Metrics metrics;
    private @Nullable RedisLink redis;
    private @Nullable Reports reports;

    ReportVerticle(NodeRedis node, InstantSource clock, Metrics metrics) {
        this.node = node;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        RedisLink link = RedisLink.open(vertx, node.address(), metrics);
        redis = link;
        reports = new Reports(
                vertx,
                link,
                clock,
                new Reports.Sources(
                        Livetally.version(),
                        stream -> Future.succeededFuture(RedisLedger.of(link, new StreamKeys(stream)))));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(redis).close();
    }

    /** The reports, once deployed; thread-safe. */
    Reports reports() {
        return Objects.requireNonNull(reports);
    }
}
