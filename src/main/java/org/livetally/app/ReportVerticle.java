package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ArchivedLedgers;
import org.livetally.archive.Ledgers;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.reports.Reports;

/** The event loop that counts ledgers for reports: page by page, on a link of its own. */
final class ReportVerticle extends VerticleBase {
    private final NodeRedis node;
    private final InstantSource clock;
    private final Metrics metrics;
    private final ArchivedLedgers archived;
    private @Nullable RedisLink redis;
    private @Nullable Reports reports;

    /** @param archived the files of the node */
    ReportVerticle(NodeRedis node, InstantSource clock, Metrics metrics, ArchivedLedgers archived) {
        this.node = node;
        this.clock = clock;
        this.metrics = metrics;
        this.archived = archived;
    }

    @Override
    public Future<?> start() {
        RedisLink link = node.open(vertx, metrics);
        redis = link;
        Ledgers ledgers = new Ledgers(link, archived);
        reports = new Reports(
                vertx,
                link,
                clock,
                new Reports.Sources(Livetally.version(), stream -> ledgers.of(new StreamKeys(stream))));
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
