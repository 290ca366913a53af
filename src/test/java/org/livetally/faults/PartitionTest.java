package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.Island;
import org.livetally.testing.LiveServer;
import org.livetally.testing.Ports;
import org.livetally.testing.RedisCluster;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.RedisProxy;

/**
 * The network falls apart: one master of a Cluster and one node are on an island, everybody else is on the mainland. For a
 * while the old master still takes what that node records, and the others have made its replica the master.
 */
@Tag("soak")
final class PartitionTest {
    private static final int STREAMS = 50;
    private static final long LONGEST_RECOVERY_MS = 10_000;
    /** The old master takes orders so long. */
    private static final String[] SLOW_TO_NOTICE = {"--cluster-node-timeout", "3000"};

    @TempDir
    Path directory;

    @BeforeEach
    void networksCanBeMade() {
        String why = Island.whyNot();
        assumeTrue(why.isEmpty(), why);
    }

    @Test
    void withAckReplicasNothingAckedIsLostAndTheMainlandGoesOn() {
        try (Island island = Island.make();
                RedisCluster cluster = RedisCluster.startAround(island, SLOW_TO_NOTICE);
                OnIsland one = OnIsland.start(island, cluster, directory, 1);
                LiveServer two = ClusterRunTest.node(cluster, 1);
                NodesLoad load = new NodesLoad(List.of(one.port(), two.port()), STREAMS, 4)) {
            RedisProcess old = cluster.nodes().get(0);
            String stream = load.streams().stream()
                    .filter(each -> load.streams().indexOf(each) % 2 == 0 && cluster.owner(key(each)) == old)
                    .findFirst()
                    .orElseThrow();
            island.cut();
            int known = ClusterRunTest.known(old, stream);
            Await.until("the old master takes orders", () -> ClusterRunTest.known(old, stream) > known);
            cluster.awaitNewOwner(key(stream), old);
            recovered("the mainland's streams", load.awaitAcksAt(1, 5));
            island.heal();
            recovered("healed, all streams", load.awaitAcks(5));
            load.awaitReady();
            cluster.awaitOk();
            load.settle(cluster.uri());
        }
    }

    @Test
    void withoutWhatTheIslandAckedIsMissedByEveryNode() {
        try (Island island = Island.make();
                RedisCluster cluster = RedisCluster.startAround(island, SLOW_TO_NOTICE);
                OnIsland one = OnIsland.start(island, cluster, directory, 0);
                LiveServer two = ClusterRunTest.node(cluster, 0);
                LossRun run = new LossRun(List.of(one.port(), two.port()), STREAMS)) {
            RedisProcess old = cluster.nodes().get(0);
            List<String> ofOld = run.streams().stream()
                    .filter(stream -> cluster.owner(key(stream)) == old)
                    .toList();
            run.awaitShown();
            cluster.awaitReplicas();
            island.cut();
            run.sell(0, ofOld, "lost");
            cluster.awaitNewOwner(key(ofOld.get(0)), old);
            // Of some streams the loss is behind what a node that knows of none has recorded since.
            List<String> hidden = ofOld.subList(0, ofOld.size() / 2);
            run.sell(1, hidden, "since");
            island.heal();
            long ms = run.awaitLossIsSaid(ofOld);
            System.out.println("PARTITION loss of " + ofOld.size() + " streams said by both nodes " + ms
                    + " ms after the network was whole");
            run.assertNothingIsServed();
            run.assertNames(stream -> 0, ofOld.subList(hidden.size(), ofOld.size()), "lost");
            run.assertOthersGoOn();
            run.accept();
            cluster.awaitOk();
            run.settle(cluster.uri(), "lost");
        }
    }

    private static String key(String stream) {
        return new StreamKeys(stream).ledger();
    }

    private static void recovered(String what, long ms) {
        System.out.println("PARTITION " + what + ": 5 more acks of each after " + ms + " ms");
        assertTrue(ms < LONGEST_RECOVERY_MS, what + ": " + ms + " ms");
    }

    /** A node there, and the way to it. */
    private record OnIsland(Program node, RedisProxy way) implements AutoCloseable {
        static OnIsland start(Island island, RedisCluster cluster, Path directory, int ackReplicas) {
            int port = Ports.free();
            List<String> command = new ArrayList<>(List.of("serve", "--host", "0.0.0.0", "--auth", "off"));
            command.addAll(List.of("--port", Integer.toString(port), "--data-dir", directory.toString()));
            command.addAll(List.of("--redis-uri", cluster.uri(), "--ack-replicas", Integer.toString(ackReplicas)));
            Program node = Program.startBy(island.before(), command.toArray(String[]::new));
            node.line("Livetally is ready");
            return new OnIsland(node, RedisProxy.startTo(island.reachedAt(), port));
        }

        int port() {
            return way.port();
        }

        @Override
        public void close() {
            way.close();
            node.close();
        }
    }
}
