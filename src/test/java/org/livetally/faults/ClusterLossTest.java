package org.livetally.faults;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RedisCluster;
import org.livetally.testing.RedisProcess;

/** A failover of a Cluster that loses acked orders, since acks did not wait for replicas: it is said, by every node. */
@Tag("soak")
final class ClusterLossTest {
    private static final int STREAMS = 50;

    @Test
    void whatTheReplicaOfAKilledMasterLacksIsSaidByEveryNode() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas();
                LiveServer one = ClusterRunTest.node(cluster, 0);
                LiveServer two = ClusterRunTest.node(cluster, 0);
                LossRun run = new LossRun(List.of(one.port(), two.port()), STREAMS)) {
            cluster.awaitReplicas();
            RedisProcess master = cluster.owner(key(run.streams().get(0)));
            List<String> ofMaster = run.streams().stream()
                    .filter(stream -> cluster.owner(key(stream)) == master)
                    .toList();
            master.cutReplication();
            run.sell(ofMaster, "lost");
            run.awaitShown();
            master.kill();
            cluster.awaitNewOwner(key(ofMaster.get(0)), master);
            long ms = run.awaitLossIsSaid(ofMaster);
            System.out.println("CLUSTER loss of " + ofMaster.size() + " streams said by both nodes " + ms
                    + " ms after all servers knew the new master");
            run.assertNothingIsServed();
            run.assertNames(run::acker, ofMaster, "lost");
            run.assertOthersGoOn();
            run.accept();
            run.settle(cluster.uri(), "lost");
        }
    }

    private static String key(String stream) {
        return new StreamKeys(stream).ledger();
    }
}
