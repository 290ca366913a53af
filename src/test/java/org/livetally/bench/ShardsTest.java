package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.redis.client.Slot;
import org.livetally.redis.client.StreamKeys;

/** Every shard gets as many orders, and gets them at the same rate while it has any: otherwise shards are not compared. */
final class ShardsTest {
    @Test
    void eachShardHasAsManyStreamsAndThoseInARow() {
        List<String> streams = Shards.spread("of-a-test");

        for (int shards = 1; shards <= 3; shards++) {
            List<Integer> holders = holders(streams, shards);
            for (int shard = 0; shard < shards; shard++) {
                assertEquals(streams.size() / shards, Collections.frequency(holders, shard));
            }
            assertEquals(holders.stream().sorted().toList(), holders);
        }
    }

    private static List<Integer> holders(List<String> streams, int shards) {
        return streams.stream()
                .map(stream -> BenchRedis.shard(Slot.of(new StreamKeys(stream).settings()), shards))
                .toList();
    }

    @Test
    void burstsGoToTheStreamsOfAGroupInTurnAndThenToTheNextGroup() {
        assertEquals(0, Bursts.stream(0));
        assertEquals(9, Bursts.stream(9));
        assertEquals(0, Bursts.stream(10));
        assertEquals(9, Bursts.stream(49));
        assertEquals(10, Bursts.stream(50));
        assertEquals(59, Bursts.stream(299));
    }
}
