package org.livetally.simulation;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ArchiveDirectory;
import org.livetally.archive.ArchivedLedgers;
import org.livetally.archive.Ledgers;
import org.livetally.audience.ViewerExpiry;
import org.livetally.boards.ArchivedBoards;
import org.livetally.boards.BoardReader;
import org.livetally.boards.Boards;
import org.livetally.boards.OrderLedger;
import org.livetally.campaigns.CampaignOperator;
import org.livetally.campaigns.Campaigns;
import org.livetally.campaigns.follow.CampaignFollower;
import org.livetally.catalogue.Catalogue;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.stream.WriteGate;
import org.livetally.intake.likes.LikeTotal;
import org.livetally.intake.likes.LikeTotals;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.ledger.loss.LedgerWatch;
import org.livetally.ledger.loss.Loss;
import org.livetally.ledger.loss.NotedLoss;
import org.livetally.ledger.read.PaidOrders;
import org.livetally.ledger.record.Recorder;
import org.livetally.ledger.record.UnpaidOrders;
import org.livetally.metrics.Metrics;
import org.livetally.notify.Events;
import org.livetally.notify.StaleWatch;
import org.livetally.notify.StreamWatch;
import org.livetally.notify.send.Courier;
import org.livetally.notify.send.SimulatedCourier;
import org.livetally.notify.targets.SimulatedTarget;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.RedisWorld;
import org.livetally.settings.RedisAddress;
import org.livetally.streams.life.ProductChanges;
import org.livetally.streams.life.StreamOperator;
import org.livetally.streams.life.Streams;

/**
 * One life of a node, from its start to its end: the product's own stages, wired as the server wires them, on event loops of
 * the simulation. What a node knows, it knows in this life only.
 */
final class Node extends Machine {
    private static final int MAX_QUEUED = 1_000;
    private static final ArchivedLedgers NO_ARCHIVES =
            new ArchivedLedgers(new ArchiveDirectory(Path.of("no-archives")));

    final String name;
    final AckMemory acks;
    final Metrics metrics = new Metrics();
    final Boards boards;
    final StreamOperator streams;
    final CampaignOperator campaigns;
    /** The link of its producers' event loop. */
    final RedisLink redis;

    private final Clock clock;
    private final RecentBatches recent = new RecentBatches();
    private final Recorder recorder;
    private final LikeTotals likes;
    private final Loop stages;

    /**
     * What a node is told of its world.
     *
     * @param ackReplicas as {@code --ack-replicas} says
     * @param works whether there is anything to do beside orders and boards
     * @param receiver is sent events by webhook
     */
    record World(
            Network network,
            RedisAddress address,
            int ackReplicas,
            boolean works,
            BiFunction<String, byte[], Future<Integer>> receiver) {}

    Node(String name, World world, Clock clock) {
        this.name = name;
        Scheduler scheduler = world.network.scheduler;
        this.clock = clock;
        this.acks = new AckMemory(clock);
        this.stages = new Loop(scheduler, this);
        Loop others = new Loop(scheduler, this);
        Function<Loop, RedisLink> open = loop -> RedisLink.open(
                        new RedisWorld(loop.vertx, world.network.clientsOf(this), clock::nanoTime),
                        world.address,
                        metrics)
                .withReplicas(world.ackReplicas);
        this.boards = boards(others, open.apply(others), clock);
        this.redis = open.apply(stages);
        BoardHints hints = boards;
        this.recorder = new Recorder(
                stages.vertx,
                new Recorder.Setup(redis, clock, acks, recent, metrics, MAX_QUEUED),
                WriteGate.OPEN,
                hints);
        this.likes = new LikeTotals(stages.vertx, new LikeTotals.Setup(redis, clock, WriteGate.OPEN, hints, metrics));
        new UnpaidOrders(redis, clock, recorder).start(stages.vertx);
        ProductChanges products = new ProductChanges(redis, new Catalogue(redis), acks);
        this.streams = new StreamOperator(new Streams(redis, products, clock, WriteGate.OPEN, hints));
        this.campaigns = new CampaignOperator(new Campaigns(redis, clock, WriteGate.OPEN, hints));
        if (world.works) {
            work(new Loop(scheduler, this), open, clock, world);
        }
    }

    private Boards boards(Loop loop, RedisLink link, Clock clock) {
        LedgerWatch.watch(loop.vertx, link, acks);
        PaidOrders orders = new PaidOrders(loop.vertx, link);
        return new Boards(
                loop.vertx,
                link,
                clock,
                metrics,
                new Boards.Sources(
                        new BoardReader(link, clock, acks, new ArchivedBoards(NO_ARCHIVES)),
                        new OrderLedger(orders::last, orders::after),
                        new ViewerExpiry(link)::expire));
    }

    /** What a node does beside orders and boards. */
    private void work(Loop loop, Function<Loop, RedisLink> open, Clock clock, World world) {
        RedisLink link = open.apply(loop);
        new CampaignFollower(
                        loop.vertx, new Ledgers(link, NO_ARCHIVES), recent, clock, name, new ViewerExpiry(link)::expire)
                .start();
        Events events = new Events(link, clock);
        SimulatedCourier.start(
                loop.vertx,
                link,
                new Courier.Watches(
                        new StreamWatch(link, events, clock),
                        new StaleWatch(link, events, metrics::areBoardsStale, clock, name)),
                new SimulatedCourier.Around(name, clock, world.network.scheduler.random::nextDouble, world.receiver));
    }

    /** Takes a message that has just come over a socket. */
    void record(Message message, Consumer<Receipt> done) {
        recorder.record(message, done);
    }

    void count(LikeTotal total, Consumer<Receipt> done) {
        likes.count(total, done);
    }

    /** Adds a receiver of events; it is told what happens from then on. */
    Future<Void> beginEvents() {
        return SimulatedTarget.add(redis)
                .compose(added -> new StreamWatch(redis, new Events(redis, clock), clock).begin());
    }

    /** What an operator does about a loss that this node knows of, by itself or from others. */
    void acceptLoss(String stream) {
        Loss own = acks.losses.of(stream);
        (own == null && acks.of(stream).isLost()
                        ? NotedLoss.read(redis, stream)
                        : Future.<@Nullable Loss>succeededFuture(own))
                .onSuccess(loss -> {
                    if (loss != null) {
                        NotedLoss.accept(redis, loss, "operator", clock.millis())
                                .onSuccess(done -> acks.losses.accepted(loss));
                    }
                });
    }

    /** Does something on the event loop of its producers. */
    void turn(Runnable work) {
        stages.turn(work);
    }

    @Override
    public String toString() {
        return name;
    }
}
