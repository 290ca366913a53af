package org.livetally.metrics.poll;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.RedisStats;
import org.livetally.metrics.RedisStats.OfCampaign;
import org.livetally.metrics.RedisStats.OfConnector;
import org.livetally.metrics.RedisStats.OfNotifications;
import org.livetally.metrics.RedisStats.OfRedis;
import org.livetally.metrics.poll.LiveStreams.Totals;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;

/**
 * The figures of Redis for {@code /metrics}. They are read every {@value #INTERVAL_MS} ms on the boards' event loop
 * while a Prometheus scrapes, and not at all otherwise. A reading that fails shows no figures instead of old ones.
 */
public final class StatsPoller {
    private static final Logger LOG = Logger.getLogger(StatsPoller.class.getName());
    static final long INTERVAL_MS = 5_000;
    private static final long ASKED_NANOS = Duration.ofMinutes(1).toNanos();
    /** Prometheus waits 10 s for a scrape. */
    private static final long TIMEOUT_MS = 2_000;

    private static final String NO_INFO =
            "Redis does not answer INFO, so the figures livetally_redis_… of its memory and"
                    + " its AOF are missing on /metrics";

    private final Vertx vertx;
    private final Context loop;
    private final RedisLink redis;
    private final LiveStreams streams;
    private final LiveCampaigns campaigns;
    private final Supplier<Future<List<OfConnector>>> connectors;
    private final Consumer<RedisStats> show;
    private long askedAt;
    private volatile List<String> warnings = List.of();
    private boolean asked;
    private boolean shown;
    private boolean gathered;
    private @Nullable Future<RedisStats> underWay;

    /**
     * To be constructed on the event loop of the link.
     *
     * @param connectors reads how connectors are
     */
    public StatsPoller(
            Vertx vertx, RedisLink redis, Supplier<Future<List<OfConnector>>> connectors, Consumer<RedisStats> show) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.redis = redis;
        this.streams = new LiveStreams(redis);
        this.campaigns = new LiveCampaigns(redis);
        this.connectors = connectors;
        this.show = show;
        vertx.setPeriodic(INTERVAL_MS, id -> poll());
        redis.onConnected(this::gatherOnce);
    }

    /**
     * Notes a scrape. Completes on the caller's event loop: at once, or after the first reading, whether or not it
     * succeeded.
     */
    public Future<Void> wanted() {
        Promise<Void> ready = ((ContextInternal) vertx.getOrCreateContext()).promise();
        loop.runOnContext(turn -> {
            asked = true;
            askedAt = System.nanoTime();
            if (shown) {
                ready.complete();
            } else {
                long patience = vertx.setTimer(TIMEOUT_MS, id -> ready.tryComplete());
                read().onComplete(done -> {
                    vertx.cancelTimer(patience);
                    ready.tryComplete();
                });
            }
        });
        return ready.future();
    }

    private void gatherOnce() {
        if (!gathered) {
            gathered = true;
            streams.gather().onFailure(e -> {
                gathered = false;
                LOG.log(Level.FINE, "the live streams could not be gathered; tried again at the next connection", e);
            });
        }
    }

    private void poll() {
        if (asked && System.nanoTime() - askedAt < ASKED_NANOS) {
            read();
        } else if (shown) {
            showNothing(); // the next scrape must not get figures from long ago
        }
    }

    private Future<RedisStats> read() {
        if (underWay != null) {
            return underWay;
        }
        Future<Totals> totals = streams.read();
        Future<List<OfCampaign>> running = campaigns.read();
        Future<List<OfConnector>> shops = connectors.get();
        Future<@Nullable OfRedis> server = unlessForbidden(RedisInfo.read(redis));
        Future<List<AuditResults.Kept>> audits = AuditResults.read(redis);
        Future<OfNotifications> notifications = Notifications.read(redis);
        Future<RedisStats> reading = Future.all(totals, running, shops, server, audits, notifications)
                .map(all -> new RedisStats(
                        totals.result().live(),
                        totals.result().shown(),
                        running.result(),
                        shops.result(),
                        server.result(),
                        AuditResults.merged(audits.result(), totals.result().audits()),
                        notifications.result()));
        underWay = reading;
        return reading.onComplete(result -> {
            underWay = null;
            if (result.succeeded()) {
                shown = true;
                show.accept(result.result());
            } else {
                LOG.log(Level.FINE, "the figures of Redis for /metrics could not be read", result.cause());
                showNothing();
            }
        });
    }

    /** The Redis user needs INFO for these figures only: without it the others are shown all the same. */
    private Future<@Nullable OfRedis> unlessForbidden(Future<OfRedis> reading) {
        return reading.<@Nullable OfRedis>map(read -> read).transform(read -> {
            boolean forbidden = read.failed() && RedisFailures.isReply(read.cause());
            if (forbidden && warnings.isEmpty()) {
                LOG.log(Level.WARNING, "{0}: {1}", new Object[] {
                    NO_INFO, read.cause().getMessage()
                });
            }
            warnings = forbidden ? List.of(NO_INFO) : List.of();
            return forbidden ? Future.succeededFuture() : reading.map(figures -> figures);
        });
    }

    /** What cannot be read, each as a sentence for people; thread-safe. */
    public List<String> warnings() {
        return warnings;
    }

    private void showNothing() {
        shown = false;
        show.accept(RedisStats.NONE);
    }
}
