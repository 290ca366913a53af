package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ArchivedLedgers;
import org.livetally.archive.Ledgers;
import org.livetally.boards.replay.Replays;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.screens.ReplayScreens;
import org.livetally.settings.RedisAddress;

/** The event loop that counts ledgers again, for screens that show the past. */
final class ReplayVerticle extends VerticleBase {
    private final RedisAddress address;
    private final InstantSource clock;
    private final Metrics metrics;
    private final ArchivedLedgers archived;
    private @Nullable RedisLink redis;
    private ReplayScreens.@Nullable Source source;

    ReplayVerticle(RedisAddress address, InstantSource clock, Metrics metrics, ArchivedLedgers archived) {
        this.address = address;
        this.clock = clock;
        this.metrics = metrics;
        this.archived = archived;
    }

    @Override
    public Future<?> start() {
        RedisLink link = RedisLink.open(vertx, address, metrics);
        Replays replays = new Replays(vertx, new Ledgers(link, archived)::of, clock);
        redis = link;
        source = new ReplayScreens.Source(
                replays::snapshot,
                replays::range,
                replays::play,
                replays::stop,
                ReplayScreens.seats(),
                ReplayScreens.seats());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(redis).close();
    }

    /** The past of boards, once deployed; thread-safe. */
    ReplayScreens.Source source() {
        return Objects.requireNonNull(source);
    }
}
