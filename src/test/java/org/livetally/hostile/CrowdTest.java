package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** Many sockets at once: each costs little memory, and an order beside them takes no longer. */
final class CrowdTest {
    private static final int IDLE = 10_000;
    private static final int SCREENS = 5_000;
    private static final long MAX_HEAP_EACH = 24 << 10;
    /** Including heap that has grown and was not returned. */
    private static final long MAX_RSS_EACH = 64 << 10;

    private static final long MAX_MEDIAN_US = 500_000;

    @TempDir
    Path data;

    @Test
    void idleSocketsCostLittleMemoryAndNoTime() throws Exception {
        int count = Latencies.connections(IDLE, 1);
        try (LiveServer server = LiveServer.start()) {
            server.live("shop");
            Latencies.medianMicros(server, 200);
            long before = Latencies.medianMicros(server, 200);
            long heap = Latencies.heapBytes();
            try (FarSwarm idle = FarSwarm.open(server.port(), "/ws/orders", count)) {
                assertTrue(server.limits().connections.get() >= count);
                long beside = Latencies.medianMicros(server, 200);
                long heapEach = (Latencies.heapBytes() - heap) / count;
                System.out.println("idle: " + count + " sockets, order to ack " + before + " us before, " + beside
                        + " us beside them; the server's heap grew by " + heapEach + " bytes each");
                assertEquals(0, idle.lost());
                assertTrue(heapEach < MAX_HEAP_EACH, heapEach + " bytes of heap each");
                assertTrue(beside < MAX_MEDIAN_US, beside + " us");
            }
            Await.until("all forgotten", () -> server.limits().connections.get() < IDLE / 100);
        }
    }

    /** As people run it: the heap of this test's JVM returns memory at its own pace. */
    @Test
    void idleSocketsCostTheProcessLittleMemory() throws Exception {
        int count = Latencies.connections(IDLE, 1);
        try (Program program = Program.start("serve", "--port", "0", "--data-dir", data.toString())) {
            int port = program.address().getPort();
            FarSwarm.open(port, "/ws/orders", 100).close();
            long rss = Latencies.rssBytes(program.pid());
            try (FarSwarm idle = FarSwarm.open(port, "/ws/orders", count)) {
                long grown = Latencies.rssBytes(program.pid()) - rss;
                System.out.println("idle: " + count + " sockets, RSS of the server " + (rss >> 20) + " MB before, "
                        + grown / count + " bytes more for each");
                assertEquals(0, idle.lost());
                assertTrue(grown / count < MAX_RSS_EACH, grown / count + " bytes of RSS each");
            }
        }
    }

    @Test
    void screensThatAllReconnectAtOnceAllGetTheBoard() throws Exception {
        int count = Latencies.connections(SCREENS, 2);
        try (LiveServer server = LiveServer.start()) {
            server.live("shop");
            Latencies.medianMicros(server, 50);
            long first = openAll(server, count).took;
            Opened again = openAll(server, count);
            System.out.println("reconnect: " + count + " screens have the board after " + first + " ms, again after "
                    + again.took + " ms; slowest health check meanwhile " + again.health + " ms");
            assertTrue(again.took < 20_000, again.took + " ms");
            assertTrue(again.health < 2_000, "health took " + again.health + " ms");
            assertEquals(0, server.audit().size());
        }
    }

    private record Opened(long took, long health) {}

    private static Opened openAll(LiveServer server, int count) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long[] health = {0};
        try (Swarm swarm = Swarm.open(server.port(), "/ws/boards/shop", count)) {
            Await.until("all have the board", () -> {
                health[0] = Math.max(health[0], healthMs(server));
                return swarm.withSnapshot.get() == count;
            });
            return new Opened(ms(start), health[0]);
        }
    }

    private static long healthMs(LiveServer server) {
        long start = System.nanoTime();
        assertEquals(200, server.send("GET", "/health/live", "").statusCode());
        return ms(start);
    }

    private static long ms(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
