package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.Metrics;
import org.livetally.notify.Events;
import org.livetally.notify.StaleWatch;
import org.livetally.notify.StreamWatch;
import org.livetally.notify.send.Courier;
import org.livetally.notify.targets.AddressCheck;
import org.livetally.redis.client.RedisLink;

/** The event loop that tells others what happens: neither orders nor screens wait for a receiver. */
final class NotifyVerticle extends VerticleBase {
    private final Setup setup;
    private final Metrics metrics;
    private @Nullable RedisLink redis;

    /**
     * What it needs of the node.
     *
     * @param id of this run of the node
     * @param clock the time of streams
     * @param privateTargets whether it may send to private addresses
     */
    record Setup(NodeRedis redis, String id, InstantSource clock, boolean privateTargets) {}

    NotifyVerticle(Setup setup, Metrics metrics) {
        this.setup = setup;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        redis = setup.redis.open(vertx, metrics);
        Events events = new Events(redis, InstantSource.system());
        Courier.Watches watches = new Courier.Watches(
                new StreamWatch(redis, events, setup.clock),
                new StaleWatch(redis, events, metrics::areBoardsStale, InstantSource.system(), setup.id));
        new Courier(
                        vertx,
                        redis,
                        watches,
                        new Courier.Node(
                                setup.id, new AddressCheck(vertx, setup.privateTargets), metrics.notifications))
                .start();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(redis).close();
    }
}
