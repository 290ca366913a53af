package org.livetally.capacity;

/**
 * What is to be carried, and by what.
 *
 * @param ordersPerSecond over all streams, which share them evenly
 * @param hottestStream orders a second of the busiest stream
 * @param hours how long orders come at that rate before their streams are archived
 * @param hz frames a second that a screen is shown at most
 * @param batchMs for how long orders of a stream gather before they go to Redis: a round trip
 * @param fsyncMicros what an fsync of a Redis takes
 * @param boardNodes nodes that share the screens of a stream
 * @param orderBytes of an order in the memory of Redis, its share of a batch aside
 * @param replicas of each shard
 * @param shardGb data that a shard may hold, GB
 * @param nodeCores cores of a node
 * @param nodeGbit network of a node, Gbit/s
 * @param utilisation how much of a core or a network is used at most, percent
 */
public record Demand(
        double ordersPerSecond,
        int streams,
        double screens,
        double hottestStream,
        double hours,
        double hz,
        double batchMs,
        double fsyncMicros,
        int boardNodes,
        int frameBytes,
        int orderBytes,
        int replicas,
        double shardGb,
        int nodeCores,
        double nodeGbit,
        double utilisation) {
    /** Of an order in the memory of Redis, as it was measured. */
    public static final int ORDER_BYTES = (int) UnitCost.ORDER_MEMORY.value;

    /** Of an update, as an overlay gets it; the benchmark measures with such frames. */
    public static final int FRAME_BYTES = 470;

    /** The part of a core that may be used. */
    double share() {
        return utilisation / 100;
    }

    double streamOrders() {
        return ordersPerSecond / streams;
    }

    /** Messages in a batch of a stream of that many orders a second. */
    double batch(double streamOrders) {
        return Math.max(1, streamOrders * batchMs / 1_000);
    }

    /** Boards are read, and frames sent, only for what changed. */
    double changesPerSecond() {
        return Math.min(hz, streamOrders());
    }
}
