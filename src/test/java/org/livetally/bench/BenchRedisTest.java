package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.redis.client.Slot;

/** What the benchmark runs servers on is there when it says so, and is gone afterwards. */
final class BenchRedisTest {
    @Test
    void aClusterServesAllSlotsAndLeavesNothing() {
        BenchRedis redis = BenchRedis.cluster(2);
        List<ProcessHandle> processes = redis.processes();
        try (redis) {
            assertTrue(redis.address().matches("redis\\+cluster://127.0.0.1:\\d+,127.0.0.1:\\d+"), redis::address);
            assertEquals(2, processes.size());
            assertTrue(redis.ask(1, "CLUSTER INFO").contains("cluster_slots_ok:" + Slot.COUNT));
            assertTrue(redis.ask(1, "CLUSTER NODES").matches("(?s).* myself,master .* 8192-16383\\s.*"));
            assertTrue(redis.cpuNanos() > 0);
        }

        assertFalse(processes.stream().anyMatch(ProcessHandle::isAlive));
        assertFalse(Files.exists(redis.directory()));
    }

    @Test
    void aReplicaFollowsItsPrimaryBeforeAnythingIsRecorded() {
        try (BenchRedis redis = BenchRedis.withReplica()) {
            assertTrue(redis.address().matches("redis://127.0.0.1:\\d+"), redis::address);
            assertTrue(redis.ask(0, "INFO replication").contains("state=online"));
            assertTrue(redis.ask(1, "INFO replication").contains("master_link_status:up"));
        }
    }
}
