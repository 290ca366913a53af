package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.client.StreamKeys;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.testing.LiveServer;

/**
 * Clocks jump back by an hour: the server's own, and that of Redis, as seen by a stream whose last order is in its
 * future.
 */
final class ClockFaultsTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @TempDir
    Path data;

    private final AtomicLong offset = new AtomicLong();

    @Test
    void clocksThatJumpAnHourBackChangeNoNumber() {
        InstantSource clock = () -> Instant.ofEpochMilli(System.currentTimeMillis() + offset.get());
        try (EmbeddedRedis redis = EmbeddedRedis.start(data);
                RedisClient client = new RedisClient(redis.uri());
                LiveServer server = LiveServer.start(redis.uri(), clock)) {
            server.live(FaultRun.STREAM);
            try (FaultRun run = new FaultRun("clocks back by an hour", server.port())) {
                offset.set(-HOUR);
                run.recover();
                Map<String, String> before = run.acks();
                String ahead = (System.currentTimeMillis() + HOUR) + "-0";
                client.ask("HSET", new StreamKeys(FaultRun.STREAM).totals(), "last", ahead);
                run.awaitAcks(500); // some were in flight
                run.recover();
                run.settle(redis.uri());
                List<String> later = run.acks().entrySet().stream()
                        .filter(ack -> !before.containsKey(ack.getKey()))
                        .map(Map.Entry::getValue)
                        .sorted(Comparator.comparingLong(ClockFaultsTest::ms))
                        .toList();
                assertTrue(ms(later.get(later.size() - 1)) >= ms(ahead), "the seq goes on from the last one");
                assertEquals(
                        run.acks().size(),
                        run.acks().values().stream().distinct().count(),
                        "no seq is given twice");
            }
        }
    }

    private static long ms(String seq) {
        return Long.parseLong(seq.substring(0, seq.indexOf('-')));
    }
}
