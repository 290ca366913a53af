package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.SlowFsync;
import org.livetally.testing.TestProducer;

/** A disk that takes three seconds for an fsync. strace delays the system call of the real server. */
final class SlowDiskTest {
    private static final int MAX_TRIES = 5;
    private static final long FSYNC_MS = 3_000;
    /**
     * A stream of its own: in the queue of the others, their wait for Redis would hide an ack that waits for nothing.
     */
    private static final String LONE = "lone";

    @TempDir
    Path data;

    @Test
    void nothingIsAckedBeforeItIsOnTheSlowDisk() throws Exception {
        SlowFsync.assumePossible();
        try (LiveServer server = LiveServer.startOn(data)) {
            server.live(FaultRun.STREAM);
            server.live(LONE);
            try (FaultRun run = new FaultRun("fsync in 3 s", server.port());
                    TestProducer lone = server.producer()) {
                run.takeSlowestAckMs();
                try (SlowFsync slow = SlowFsync.of(Signals.redisOn(data), Duration.ofMillis(FSYNC_MS))) {
                    for (int i = 0; i < 2; i++) {
                        assertAckedOnlyAfterAnFsync(lone, "lone-" + i);
                    }
                    run.awaitStale();
                    run.awaitAcks(1); // slow, not dead
                }
                long slowest = run.takeSlowestAckMs();
                assertTrue(slowest >= FSYNC_MS, "acked in " + slowest + " ms at most");
                run.recover();
                run.settle(server.redisUri());
            }
        }
    }

    private static void assertAckedOnlyAfterAnFsync(TestProducer producer, String id) {
        String order = OrderJson.order(LONE, id, 100).encode();
        long first = System.nanoTime();
        long last = first;
        JsonObject answer = producer.ask(order);
        // After some fsyncs of others its time may be over; then it is sent again, as producers do.
        for (int tries = 1; tries < MAX_TRIES && answer.getBoolean("retry", false); tries++) {
            last = System.nanoTime();
            answer = producer.ask(order);
        }
        assertEquals("ack", answer.getString("type"), answer.encode());
        // An order that this attempt recorded took an fsync of its own; a duplicate was recorded earlier.
        long since = answer.getString("result").equals("recorded") ? last : first;
        long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        assertTrue(ms >= FSYNC_MS * 9 / 10, answer.encode() + " after " + ms + " ms, before its fsync had ended");
    }
}
