package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.ledger.seal.Sealer;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.poll.AuditResults;
import org.livetally.redis.client.RedisLink;

/** The event loop that audits all streams, again and again. Nothing else may run on its thread, since its time is measured. */
final class SealVerticle extends VerticleBase {
    private static final Logger LOG = Logger.getLogger(SealVerticle.class.getName());

    private final NodeRedis node;
    private final String id;
    private final InstantSource clock;
    private final Metrics metrics;
    private @Nullable RedisLink redis;

    /** @param id of this run of the node */
    SealVerticle(NodeRedis node, String id, InstantSource clock, Metrics metrics) {
        this.node = node;
        this.id = id;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        RedisLink link = node.open(vertx, metrics);
        redis = link;
        Sealer.Node own = new Sealer.Node(id, clock, metrics.auditCpuNanos, (stream, seal) -> {
            if (seal.differences() > 0) {
                LOG.log(
                        Level.WARNING,
                        "FIGURES DIFFER from the ledger of stream {0}: {1}; livetally audit says by how much",
                        new Object[] {stream, String.join(", ", seal.names())});
            }
            AuditResults.follow(link, stream, seal)
                    .onFailure(e -> LOG.log(Level.FINE, "an audit is not on /metrics", e));
        });
        new Sealer(vertx, link, own).start();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(redis).close();
    }
}
