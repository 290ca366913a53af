package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** Two nodes on a primary with two replicas that three Sentinels watch, and fifty streams. */
@Tag("soak")
final class SentinelRunTest {
    private static final int STREAMS = 50;
    private static final int ORDERS_A_SECOND = 4;
    private static final long LONGEST_RECOVERY_MS = 10_000;

    @TempDir
    Path directory;

    @Test
    void withOneReplicaOfTwoAKilledPrimaryTakesNothingBack() throws IOException {
        try (SentinelTrio redis = new SentinelTrio(directory);
                LiveServer one = node(redis, 1);
                LiveServer two = node(redis, 1);
                NodesLoad load = new NodesLoad(List.of(one.port(), two.port()), STREAMS, ORDERS_A_SECOND)) {
            redis.kill(redis.primary);
            awaitOther(redis, redis.primary);
            recovered("the primary was killed", load);
            load.awaitReady();
            load.settle(redis.primaryUri());
        }
    }

    /**
     * Any replica may become the primary, and the old one, as long as it is not told, would go on to ack with the others. Sentinels
     * tell it after 8 s, and acks wait until it follows.
     */
    @Test
    void withAllReplicasNothingAckedIsLostHoweverThePrimaryChanges() throws IOException {
        try (SentinelTrio redis = new SentinelTrio(directory);
                LiveServer one = node(redis, SentinelTrio.REPLICAS);
                LiveServer two = node(redis, SentinelTrio.REPLICAS);
                NodesLoad load = new NodesLoad(List.of(one.port(), two.port()), STREAMS, ORDERS_A_SECOND)) {
            int first = redis.named();
            redis.failOver();
            awaitOther(redis, first);
            redis.awaitReplica(first);
            recovered("another server was named the primary, and the old one is a replica", load);

            int second = redis.named();
            redis.cutReplication(second);
            int known = known(second, load);
            Await.until("the primary has what no replica has", () -> known(second, load) > known);
            redis.kill(second);
            awaitOther(redis, second);
            redis.start(second);
            redis.awaitReplica(second);
            recovered("the primary was killed, and is a replica", load);

            int third = redis.named();
            redis.cutOff(third);
            int before = known(third, load);
            Await.until("the old primary still takes orders", () -> known(third, load) > before);
            awaitOther(redis, third);
            redis.reach(third);
            redis.awaitReplica(third);
            recovered("the primary was cut off, and is a replica", load);
            load.awaitReady();
            load.settle(redis.primaryUri());
        }
    }

    @Test
    void withoutWhatNoReplicaHadIsMissedByEveryNode() throws IOException {
        try (SentinelTrio redis = new SentinelTrio(directory);
                LiveServer one = node(redis, 0);
                LiveServer two = node(redis, 0);
                LossRun run = new LossRun(List.of(one.port(), two.port()), STREAMS)) {
            redis.cutReplication(redis.primary);
            run.sell(run.streams(), "lost");
            run.awaitShown();
            redis.kill(redis.primary);
            awaitOther(redis, redis.primary);
            System.out.println("SENTINEL loss of " + STREAMS + " streams said by both nodes "
                    + run.awaitLossIsSaid(run.streams()) + " ms after another server was the primary");
            run.assertNothingIsServed();
            run.assertNames(run::acker, run.streams(), "lost");
            run.accept();
            run.settle(redis.primaryUri(), "lost");
        }
    }

    private LiveServer node(SentinelTrio redis, int ackReplicas) {
        Settings settings = new Settings("127.0.0.1", 0, redis.sentinelUri(), directory);
        return LiveServer.start(settings.withAckReplicas(ackReplicas), InstantSource.system());
    }

    /** How many ids it has of a stream. */
    private static int known(int port, NodesLoad load) {
        return Integer.parseInt(SentinelTrio.askAsTally(
                port, "HLEN", new StreamKeys(load.streams().get(0)).ids()));
    }

    private static void awaitOther(SentinelTrio redis, int before) {
        Await.until("another primary", () -> redis.named() != before);
    }

    private static void recovered(String what, NodesLoad load) {
        long ms = load.awaitAcks(5);
        System.out.println("SENTINEL " + what + ": 5 more acks of each stream after " + ms + " ms");
        assertTrue(ms < LONGEST_RECOVERY_MS, what + ": " + ms + " ms");
    }
}
