package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestScreen;

/** Updates come at once after a quiet time, once a tick otherwise, and a heartbeat if there is nothing. */
final class BoardTimingTest {
    private static final String STREAM = "naqu-4500m";
    private static final long TICK_MS = 100;
    private static final int TRIES = 20;

    @RegisterExtension
    final LiveServer server = LiveServer.with(STREAM);

    @Test
    void anOrderReachesTheScreenOfAQuietBoardWithinATick() {
        TestScreen screen = TestScreen.open(server.port(), STREAM, "");
        long[] micros = new long[TRIES];
        try (TestProducer producer = server.producer()) {
            for (int i = 0; i < TRIES; i++) {
                pass(2 * TICK_MS + 7 * i % 50); // anywhere between two polls
                int known = screen.count("update");
                long sent = System.nanoTime();
                producer.send(order(i));
                while (screen.count("update") == known) {
                    assertTrue(System.nanoTime() - sent < TimeUnit.SECONDS.toNanos(20), "no update");
                    LockSupport.parkNanos(100_000);
                }
                micros[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sent);
            }
        }
        Arrays.sort(micros);
        System.out.println("order to screen, µs: median " + micros[TRIES / 2] + ", least " + micros[0] + ", most "
                + micros[TRIES - 1]);
        assertTrue(micros[TRIES / 2] < TICK_MS * 1_000, Arrays.toString(micros));
    }

    @Test
    void aBurstIsShownOnceATickAndEndsExact() {
        TestScreen screen = TestScreen.open(server.port(), STREAM, "");
        long start = System.nanoTime();
        try (TestProducer producer = server.producer()) {
            for (int batch = 0; batch < 40; batch++) {
                JsonArray orders = new JsonArray();
                IntStream.range(50 * batch, 50 * batch + 50).forEach(i -> orders.add(new JsonObject(order(i))));
                producer.ask(orders.encode(), 50);
                pass(30);
            }
        }
        Await.until("all orders", () -> screen.section("totals").getLong("orders") == 2_000);
        long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

        int updates = screen.count("update");
        System.out.println("2,000 orders in " + elapsedMs + " ms: " + updates + " updates");
        assertTrue(elapsedMs >= 1_000, "too short a burst to tell");
        assertTrue(updates <= elapsedMs / TICK_MS + 2, updates + " updates in " + elapsedMs + " ms");
        assertTrue(updates >= 4, updates + " updates in " + elapsedMs + " ms");
        assertEquals(2_000L * 300, screen.section("totals").getLong("gmv"));
        assertEquals(0, screen.gaps());
    }

    @Test
    void aBoardThatNobodyChangesGetsHeartbeatsWithTheVersionOfItsState() {
        TestScreen screen = TestScreen.open(server.port(), STREAM, "");
        JsonObject heartbeat = screen.await("heartbeat", 0);
        assertEquals(screen.version(), heartbeat.getLong("version"));
        assertTrue(Math.abs(heartbeat.getLong("at") - System.currentTimeMillis()) < 5_000, heartbeat::encode);
        assertEquals(2, screen.messages().size(), "nothing but the snapshot and the heartbeat");
    }

    private static String order(int i) {
        return OrderJson.order(STREAM, "order-" + i, 300).encode();
    }

    /** Lets time pass; what must happen meanwhile is asserted elsewhere. */
    private static void pass(long ms) {
        LockSupport.parkNanos(Duration.ofMillis(ms).toNanos());
    }
}
