package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RedisCluster;
import org.livetally.testing.RedisProcess;

/**
 * Two nodes on a Cluster of three masters and their replicas, with load on many streams, through all that becomes of a
 * Cluster. What was acked is never lost: a master that ends has told its replica everything, or acks wait for that.
 * {@link ClusterLossTest} is about the others.
 */
final class ClusterRunTest {
    private static final long LONGEST_RECOVERY_MS = 10_000;
    private static final int SLOTS_MOVED = 300;

    @Test
    void aMasterIsKilledWithWhatNoReplicaHas() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas()) {
            withLoad(cluster, 1, 6, 10, load -> killMaster(cluster, 1, load));
        }
    }

    /** {@code mvn -Psoak test -Dtest=ClusterRunTest}: full size. */
    @Tag("soak")
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void fiftyStreamsGoOnThroughAllThatBecomesOfACluster(int ackReplicas) {
        try (RedisCluster cluster = RedisCluster.startWithReplicas()) {
            withLoad(cluster, ackReplicas, 50, 4, load -> {
                for (int round = 0; round < 2; round++) {
                    moveSlot(cluster, load);
                    moveManySlots(cluster, load);
                    promote(cluster, load);
                    killMaster(cluster, ackReplicas, load);
                    cutOff(cluster, ackReplicas, load);
                }
            });
        }
    }

    /** What is done to the Cluster. */
    private interface Faults {
        void under(NodesLoad load);
    }

    private static void withLoad(RedisCluster cluster, int ackReplicas, int streams, int ordersASecond, Faults faults) {
        try (LiveServer one = node(cluster, ackReplicas);
                LiveServer two = node(cluster, ackReplicas);
                NodesLoad load = new NodesLoad(List.of(one.port(), two.port()), streams, ordersASecond)) {
            faults.under(load);
            load.awaitReady();
            load.settle(cluster.uri());
        }
    }

    static LiveServer node(RedisCluster cluster, int ackReplicas) {
        Settings settings = new Settings("127.0.0.1", 0, cluster.uri(), Path.of("no-data-of-its-own"));
        return LiveServer.start(settings.withAckReplicas(ackReplicas), InstantSource.system());
    }

    private static String key(NodesLoad load, int stream) {
        return new StreamKeys(load.streams().get(stream)).ledger();
    }

    private static RedisProcess another(RedisCluster cluster, RedisProcess than) {
        return cluster.masters().stream()
                .filter(master -> master != than)
                .findFirst()
                .orElseThrow();
    }

    /** A stream's, with its keys in both places for a while. */
    private static void moveSlot(RedisCluster cluster, NodesLoad load) {
        String key = key(load, 0);
        int slot = cluster.slot(key);
        RedisProcess to = another(cluster, cluster.owner(slot));
        cluster.beginMove(slot, to);
        List<String> keys = cluster.keysIn(slot);
        keys.subList(0, keys.size() / 2).forEach(each -> cluster.moveKey(each, to));
        // The other streams go on; this one waits until its keys are together, and loses nothing.
        load.awaitAcksBut(load.streams().get(0), 3);
        cluster.moveSlot(slot, to);
        recovered("a slot moved", load);
    }

    private static void moveManySlots(RedisCluster cluster, NodesLoad load) {
        int first = cluster.slot(key(load, 1)) / SLOTS_MOVED * SLOTS_MOVED;
        RedisProcess to = another(cluster, cluster.owner(cluster.slot(key(load, 1))));
        int last = Math.min(first + SLOTS_MOVED, RedisCluster.SLOTS) - 1;
        cluster.moveSlots(first, last, to);
        recovered((last - first + 1) + " slots moved", load);
    }

    /** In order: the replica has everything before it is the master. */
    private static void promote(RedisCluster cluster, NodesLoad load) {
        RedisProcess master = cluster.owner(key(load, 2));
        cluster.replicasOf(master).get(0).ask("CLUSTER FAILOVER");
        cluster.awaitNewOwner(key(load, 2), master);
        recovered("a replica was promoted", load);
        cluster.awaitOk();
    }

    /**
     * If acks wait for replicas, it is killed with orders that its replica lacks; and the new master acks nothing before it
     * has a replica itself.
     */
    private static void killMaster(RedisCluster cluster, int ackReplicas, NodesLoad load) {
        String stream = load.streams().get(3);
        RedisProcess master = cluster.owner(key(load, 3));
        if (ackReplicas > 0) {
            master.cutReplication();
            int known = known(master, stream);
            Await.until("the master has more", () -> known(master, stream) > known);
        }
        master.kill();
        cluster.awaitNewOwner(key(load, 3), master);
        if (ackReplicas > 0) {
            master.restart();
        }
        recovered("a master was killed", load);
        if (ackReplicas == 0) {
            master.restart();
        }
        cluster.awaitOk();
    }

    static int known(RedisProcess master, String stream) {
        Response count = master.ask("HLEN", new StreamKeys(stream).ids());
        return count == null ? 0 : count.toInteger();
    }

    /** The master is silent, to nodes and replicas, until another is elected. */
    private static void cutOff(RedisCluster cluster, int ackReplicas, NodesLoad load) {
        RedisProcess master = cluster.owner(key(load, 4));
        RedisProcess replica = cluster.replicasOf(master).get(0);
        master.pause();
        Await.until(
                "its replica is the master",
                () -> String.valueOf(replica.ask("INFO replication")).contains("role:master"));
        if (ackReplicas > 0) {
            master.resume();
        }
        recovered("a master was cut off", load);
        if (ackReplicas == 0) {
            master.resume();
        }
        cluster.awaitOk();
        load.awaitAcks(5);
    }

    private static void recovered(String what, NodesLoad load) {
        long ms = load.awaitAcks(5);
        System.out.println("CLUSTER " + what + ": 5 more acks of each stream after " + ms + " ms");
        assertTrue(ms < LONGEST_RECOVERY_MS, what + ": " + ms + " ms");
    }
}
