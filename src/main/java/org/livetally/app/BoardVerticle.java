package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ArchivedLedgers;
import org.livetally.audience.ViewerExpiry;
import org.livetally.boards.ArchivedBoards;
import org.livetally.boards.BoardReader;
import org.livetally.boards.Boards;
import org.livetally.boards.OrderLedger;
import org.livetally.intake.connectors.ConnectorFigures;
import org.livetally.ledger.loss.LedgerWatch;
import org.livetally.ledger.read.PaidOrders;
import org.livetally.metrics.Exposition;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.poll.StatsPoller;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.WriteProbe;

/** The event loop that reads boards. */
final class BoardVerticle extends VerticleBase {
    private final NodeRedis node;
    private final InstantSource clock;
    private final Metrics metrics;
    private final Exposition exposition;
    private final ArchivedLedgers archived;
    private @Nullable StatsPoller statsPoller;
    private @Nullable RedisLink redis;
    private @Nullable Boards boards;

    /** @param archived the files of the node */
    BoardVerticle(
            NodeRedis node, InstantSource clock, Metrics metrics, Exposition exposition, ArchivedLedgers archived) {
        this.node = node;
        this.clock = clock;
        this.metrics = metrics;
        this.exposition = exposition;
        this.archived = archived;
    }

    @Override
    public Future<?> start() {
        redis = node.open(vertx, metrics);
        node.durability().watch(vertx, redis); // one link asks on behalf of the whole node
        node.failover().watch(vertx, redis);
        node.memory().watch(vertx, redis);
        WriteProbe.watch(vertx, redis);
        LedgerWatch.watch(vertx, redis, node.acks());
        PaidOrders orders = new PaidOrders(vertx, redis);
        boards = new Boards(
                vertx,
                redis,
                clock,
                metrics,
                new Boards.Sources(
                        new BoardReader(redis, clock, node.acks(), new ArchivedBoards(archived)),
                        new OrderLedger(orders::last, orders::after),
                        new ViewerExpiry(redis)::expire));
        statsPoller = new StatsPoller(vertx, redis, new ConnectorFigures(redis, clock)::read, exposition::show);
        LoopLag.watch(vertx, metrics);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(redis).close();
    }

    /** The boards, once deployed; thread-safe. */
    Boards boards() {
        return Objects.requireNonNull(boards);
    }

    /** The poller of the figures for {@code /metrics}, once deployed; thread-safe. */
    StatsPoller statsPoller() {
        return Objects.requireNonNull(statsPoller);
    }
}
