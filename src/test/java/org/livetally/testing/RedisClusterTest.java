package org.livetally.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The Cluster of the tests is one. */
final class RedisClusterTest {
    private static final String KEY = "livetally:{show}:ids";

    @Test
    void slotsMoveKeyByKeyAndAReplicaBecomesTheMaster() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas()) {
            RedisProcess first = cluster.owner(KEY);
            RedisProcess second = cluster.masters().stream()
                    .filter(master -> master != first)
                    .findFirst()
                    .orElseThrow();
            cluster.ask("SET", KEY, "1");
            int slot = cluster.slot(KEY);
            cluster.beginMove(slot, second);
            cluster.moveKey(KEY, second);
            assertEquals(first, cluster.owner(KEY));
            assertEquals("1", text(cluster), "by ASK");
            cluster.moveSlot(slot, second);
            assertEquals(second, cluster.owner(KEY));
            assertEquals("1", text(cluster));
            cluster.awaitReplicas();

            assertEquals(second, cluster.killMaster(KEY));
            RedisProcess promoted = cluster.awaitNewOwner(KEY, second);
            assertNotEquals(second, promoted);
            assertEquals("1", text(cluster));
            second.restart();
            cluster.awaitOk();
            assertEquals(second, cluster.replicasOf(promoted).get(0));
        }
    }

    private static String text(RedisCluster cluster) {
        return Objects.requireNonNull(cluster.ask("GET", KEY)).toString();
    }
}
