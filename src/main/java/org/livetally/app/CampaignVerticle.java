package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ArchivedLedgers;
import org.livetally.archive.Ledgers;
import org.livetally.audience.ViewerExpiry;
import org.livetally.campaigns.follow.CampaignFollower;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;

/** The event loop that follows campaigns. Its work is as much as that of the streams that they follow. */
final class CampaignVerticle extends VerticleBase {
    private final NodeRedis node;
    private final String id;
    private final InstantSource clock;
    private final Metrics metrics;
    private final ArchivedLedgers archived;
    private @Nullable RedisLink redis;

    /**
     * Of a node.
     *
     * @param id of this run of the node
     * @param archived the files of the node
     */
    CampaignVerticle(NodeRedis node, String id, InstantSource clock, Metrics metrics, ArchivedLedgers archived) {
        this.node = node;
        this.id = id;
        this.clock = clock;
        this.metrics = metrics;
        this.archived = archived;
    }

    @Override
    public Future<?> start() {
        redis = node.open(vertx, metrics);
        new CampaignFollower(
                        vertx, new Ledgers(redis, archived), node.recent(), clock, id, new ViewerExpiry(redis)::expire)
                .start();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(redis).close();
    }
}
