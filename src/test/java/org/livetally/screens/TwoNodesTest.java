package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestScreen;

/** Nodes share nothing but Redis, and their screens agree. */
final class TwoNodesTest {
    private static final String STREAM = "naqu-4500m";
    private static final String AUDIENCE = "/ws/streams/" + STREAM + "/audience?viewer=";
    private static final int TRIES = 10;

    private final LiveServer a = LiveServer.start();
    private final LiveServer b = LiveServer.start(TestRedis.uri(), InstantSource.system());

    @AfterEach
    void stop() {
        b.close();
    }

    @Test
    void anOrderThroughOneNodeIsSoonOnTheScreensOfTheOther() {
        a.live(STREAM);
        TestScreen screen = TestScreen.open(b.port(), STREAM, "?fields=totals");
        long[] ms = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(110 + 17L * i)); // anywhere between two polls
            long orders = i + 1L;
            a.postOrders(OrderJson.order(STREAM, "order-" + i, 300).encode());
            long recorded = System.nanoTime();
            Await.until("order " + i, () -> screen.section("totals").getLong("orders") == orders);
            ms[i] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - recorded);
        }
        Arrays.sort(ms);
        System.out.println("receipt on one node to screen of the other, ms: " + Arrays.toString(ms));
        assertTrue(ms[TRIES / 2] <= 250, Arrays.toString(ms));
        assertEquals(0, screen.gaps());
        a.close();
    }

    @Test
    void viewersAreSummedOverNodesAndLeaveWithTheirNode() {
        a.live(STREAM);
        TestScreen screen = TestScreen.open(b.port(), STREAM, "?fields=audience");
        try (RawWebSocket one = a.open(AUDIENCE + "one");
                RawWebSocket two = a.open(AUDIENCE + "two");
                RawWebSocket three = b.open(AUDIENCE + "three")) {
            Await.until("three viewers", () -> screen.section("audience").getLong("viewers") == 3);
            a.close();
            Await.until("one viewer", () -> screen.section("audience").getLong("viewers") == 1);
            assertEquals(3, screen.section("audience").getLong("peakViewers"));
            assertEquals(1001, one.closeCode());
            assertTrue(two.closeCode() == 1001 && !three.isClosed());
        }
    }
}
