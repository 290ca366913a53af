package org.livetally.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.RedisWorld;

/** A link to a Cluster whose masters are all away for a while, and come back each at its own time. */
final class ReconnectTest {
    private static final int SEEDS = 100;
    private static final int MASTERS = 3;
    private static final long RECOVERY_MS = 10_000;

    /**
     * Before a master counts as connected it is asked, and so are the masters of two keys of all. While each is tried for a few
     * milliseconds a second, they must not wait for one another in turns.
     */
    @Test
    void mastersThatComeBackOneByOneAreAllConnectedAgain() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Scheduler scheduler = new Scheduler(seed, null);
            Network network = new Network(scheduler);
            Clock clock = new Clock(scheduler, 0);
            Servers servers = new Servers(network, Servers.Kind.CLUSTER, MASTERS, clock);
            Machine node = new Machine();
            RedisLink link = RedisLink.open(
                    new RedisWorld(new Loop(scheduler, node).vertx, network.clientsOf(node), clock::nanoTime),
                    Servers.Kind.CLUSTER.address(),
                    new Metrics());
            scheduler.runUntilMs(RECOVERY_MS);
            assertTrue(link.isConnected(), link::problem);

            for (Server server : servers.primaries()) {
                scheduler.in(scheduler.between(0, 1_000), Scheduler.Owner.WORLD, server::kill);
                scheduler.in(scheduler.between(4_000, 6_000), Scheduler.Owner.WORLD, server::start);
            }
            long now = scheduler.millis();
            scheduler.runUntilMs(now + 4_000);
            assertEquals(
                    1,
                    link.problem().split("not connected to", -1).length - 1,
                    () -> "the reason is said once: " + link.problem());
            scheduler.runUntilMs(now + 6_000 + RECOVERY_MS);
            assertEquals("", link.problem(), "seed " + seed);
            assertTrue(link.isConnected(), "seed " + seed);
            link.close();
        }
    }
}
