package org.livetally.app;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.stream.WriteGate;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.Durability;
import org.livetally.redis.client.FailoverRisk;
import org.livetally.redis.client.MemoryGuard;
import org.livetally.redis.client.RedisLink;
import org.livetally.settings.RedisAddress;

/**
 * What the event loops of a node share of Redis. Nothing is written while its own disk is nearly full, and no
 * orders while Redis' memory is.
 *
 * @param own the process that the node runs; null if an address was given
 * @param acks what Redis must hold
 * @param recent what was recorded a moment ago
 * @param failover how many replicas must have what is acked or shown, and what a failover loses otherwise
 */
record NodeRedis(
        RedisAddress address,
        @Nullable ManagedRedis own,
        Durability durability,
        MemoryGuard memory,
        AckMemory acks,
        RecentBatches recent,
        FailoverRisk failover)
        implements WriteGate {
    /** Opens a link of the node for the current event loop. */
    RedisLink open(Vertx vertx, Metrics metrics) {
        return RedisLink.open(vertx, address, metrics).withReplicas(failover.ackReplicas());
    }

    @Override
    public @Nullable Reason closed() {
        return disk();
    }

    @Override
    public @Nullable Reason closedToOrders() {
        Reason disk = disk();
        return disk == null ? memory.noOrders() : disk;
    }

    @Override
    public @Nullable Reason closedToGrowth() {
        Reason disk = disk();
        return disk == null ? memory.noGrowth() : disk;
    }

    private @Nullable Reason disk() {
        return own == null ? null : own.diskProblem();
    }

    /** The reason why the disk takes no orders, for people; empty if it does. */
    String diskProblem() {
        Reason problem = disk();
        return problem == null ? "" : problem.sentence();
    }

    /** The reason why our own process does not stay up, for people; empty if it does, or if there is none. */
    String serverProblem() {
        return own == null ? "" : own.serverProblem();
    }
}
