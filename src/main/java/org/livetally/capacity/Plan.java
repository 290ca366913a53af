package org.livetally.capacity;

import static java.lang.Math.ceil;

import org.livetally.settings.SettingException;

/**
 * How many shards and nodes carry a demand.
 *
 * <p>A shard's Redis has one thread for everything, fsyncs included, so its limit is time. An order costs it little, the batch in
 * which it comes much: what decides is how many orders share a batch, and a batch belongs to one stream. Nodes share
 * their work evenly; shards do not: streams fall on slots by chance, and one stream cannot be divided.
 */
final class Plan {
    private static final double MICROS = 1e6;
    private static final double GB = 1e9;
    private static final double BITS = 8;
    /** Links of a node that are not of an event loop: boards, campaigns, notifications, replays, reports, archive, audit. */
    private static final int OTHER_LINKS = 7;
    /** A rewrite of the AOF forks: at worst each page is written meanwhile, and there twice. */
    private static final double COPY_ON_WRITE = 2;
    /** The AOF has doubled when it is rewritten, and the new one is written beside it. */
    private static final double AOF_FILES = 3;

    final Demand demand;
    final double shards;
    final double nodes;

    Plan(Demand demand) {
        this.demand = demand;
        this.shards = ceil(Math.max(shardSeconds() / demand.share(), dataGb() / demand.shardGb()));
        this.nodes = ceil(Math.max(nodesByCpu(), nodesByNetwork()));
        if (shards > demand.streams()) {
            throw new SettingException(
                    "streams",
                    "must be at least " + (long) shards + " with these numbers: so many shards are needed, and a stream"
                            + " is on one of them");
        }
        if (demand.hottestStream() > hottestPossible()) {
            throw new SettingException(
                    "hottest-stream",
                    "must be at most " + (long) hottestPossible()
                            + " with these numbers: a stream lives in one slot, so no number of shards carries more of"
                            + " it");
        }
    }

    double batch() {
        return demand.batch(demand.streamOrders());
    }

    double batches() {
        return demand.ordersPerSecond() / batch();
    }

    private double batchMicros() {
        return UnitCost.REDIS_BATCH.value + demand.fsyncMicros();
    }

    /** Of boards, a second, over all nodes. */
    double readings() {
        return demand.screens() == 0 ? 0 : demand.streams() * demand.boardNodes() * demand.changesPerSecond();
    }

    double frames() {
        return demand.screens() * demand.changesPerSecond();
    }

    /** Shards that would be busy all the time. */
    double shardSeconds() {
        return (batches() * batchMicros()
                        + UnitCost.REDIS_ORDER.of(demand.ordersPerSecond())
                        + UnitCost.REDIS_READING.of(readings()))
                / MICROS;
    }

    /** How busy the busiest shard is, percent: of n streams a shard, chance gives one of them some more. */
    double busiestShardPercent() {
        double streamsAShard = demand.streams() / shards;
        double chance = 1 + Math.sqrt(2 * Math.log(shards) / streamsAShard);
        return 100 * shardSeconds() / shards * chance;
    }

    /** The orders a second that one stream can have. */
    double hottestPossible() {
        double batchesOfIt = 1_000 / demand.batchMs();
        double readingsOfIt = demand.screens() == 0 ? 0 : demand.boardNodes() * demand.hz();
        double left = demand.share() * MICROS - batchesOfIt * batchMicros() - UnitCost.REDIS_READING.of(readingsOfIt);
        return Math.max(0, left / UnitCost.REDIS_ORDER.value);
    }

    double orders() {
        return demand.ordersPerSecond() * demand.hours() * 3_600;
    }

    double dataGb() {
        return orders() * (demand.orderBytes() + UnitCost.BATCH_MEMORY.value / batch()) / GB;
    }

    double shardGb() {
        return dataGb() / shards;
    }

    double shardMemoryGb() {
        return shardGb() * COPY_ON_WRITE;
    }

    double shardDiskGb() {
        return shardGb() * AOF_FILES;
    }

    double redisProcesses() {
        return shards * (1 + demand.replicas());
    }

    /** What a shard's AOF grows by, MB/s; each of its replicas is sent the same. */
    double aofMegabytes() {
        return (UnitCost.AOF_ORDER.of(demand.ordersPerSecond()) + UnitCost.AOF_BATCH.of(batches())) / shards / 1e6;
    }

    double batchesOfAShard() {
        return batches() / shards;
    }

    /** From one rewrite of the AOF to the next, at this rate, when all of it has come. */
    double rewriteMinutes() {
        return shardGb() * 1_000 / aofMegabytes() / 60;
    }

    double intakeCores() {
        return (UnitCost.SERVER_ORDER.of(demand.ordersPerSecond()) + UnitCost.SERVER_BATCH.of(batches())) / MICROS;
    }

    double frameCores() {
        return UnitCost.SERVER_FRAME.of(frames()) / MICROS;
    }

    double readingCores() {
        return UnitCost.SERVER_READING.of(readings()) / MICROS;
    }

    private double nodesByCpu() {
        return (intakeCores() + frameCores() + readingCores()) / demand.nodeCores() / demand.share();
    }

    /** Gbit/s out of all nodes to screens. */
    double screensGbit() {
        return frames() * (demand.frameBytes() + UnitCost.FRAME_HEADERS.value) * BITS / 1e9;
    }

    /** Gbit/s from producers into all nodes. */
    double ordersGbit() {
        return UnitCost.ORDER_FRAME.of(demand.ordersPerSecond()) * BITS / 1e9;
    }

    /** Gbit/s out of all nodes to shards, at least: a batch adds something. */
    double requestsGbit() {
        return UnitCost.ORDER_REQUEST.of(demand.ordersPerSecond()) * BITS / 1e9;
    }

    private double nodesByNetwork() {
        return (screensGbit() + requestsGbit()) / demand.nodeGbit() / demand.share();
    }

    double screensOfANode() {
        return demand.screens() / nodes;
    }

    double nodeMemoryGb() {
        return (UnitCost.NODE_MEMORY.value + UnitCost.SCREEN_MEMORY.of(screensOfANode())) / GB;
    }

    /** To one master: each event loop of each node has one. */
    double connections() {
        return nodes * (demand.nodeCores() + OTHER_LINKS);
    }

    /** Readings a second if the screens of each stream were on every node. */
    double readingsOfEveryNode() {
        return demand.streams() * nodes * demand.changesPerSecond();
    }
}
