package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ArchiveDirectory;
import org.livetally.archive.Archiver;
import org.livetally.archive.Archives;
import org.livetally.archive.OldStreams;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.settings.ArchiveSettings;
import org.livetally.settings.RedisAddress;

/** The event loop that archives streams: neither orders nor screens wait for it. */
final class ArchiveVerticle extends VerticleBase {
    private final Setup setup;
    private final Metrics metrics;
    private @Nullable RedisLink redis;
    private @Nullable Archives archives;

    /**
     * What it needs of the node.
     *
     * @param id of this run of the node
     * @param clock the time of streams
     */
    record Setup(RedisAddress address, String id, InstantSource clock, ArchiveSettings settings) {}

    ArchiveVerticle(Setup setup, Metrics metrics) {
        this.setup = setup;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        RedisLink link = RedisLink.open(vertx, setup.address, metrics);
        redis = link;
        ArchiveDirectory directory = new ArchiveDirectory(setup.settings.directory());
        Archives begun =
                new Archives(vertx, new Archiver(link, directory, Livetally.version(), setup.clock), metrics.archives);
        archives = begun;
        Integer days = setup.settings.afterDays();
        if (days != null) {
            new OldStreams(vertx, link, begun, new OldStreams.Rule(setup.id, days, setup.clock)).start();
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(redis).close();
    }

    /** What it archives, once deployed; thread-safe. */
    Archives archives() {
        return Objects.requireNonNull(archives);
    }
}
