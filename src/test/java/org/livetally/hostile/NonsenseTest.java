package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.settings.Limits;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;

/** Clients that send nothing but nonsense are disconnected; one that makes a mistake now and then is not. */
final class NonsenseTest {
    private static final int LIMIT = 10;
    private static final int PER_SECOND = 1_000;
    private static final int SECONDS = 3;

    @RegisterExtension
    static final LiveServer server = LiveServer.with(new Limits(0, 0, 10, LIMIT, 5, 0), "shop");

    @BeforeAll
    static void warmUp() {
        Latencies.medianMicros(server, 50);
    }

    @Test
    void aThousandMessagesOfNonsenseASecondDoNotSlowOrdersDown() {
        long closed = server.limits().invalidMessages.sum();
        long before = server.board("shop", "totals").getLong("orders");
        long known = Latencies.ids();
        Thread flood = new Thread(NonsenseTest::flood, "flood");
        flood.start();
        long median = 0;
        while (flood.isAlive()) {
            median = Math.max(median, Latencies.medianMicros(server, 50));
        }
        closed = server.limits().invalidMessages.sum() - closed;
        System.out.println("nonsense: " + PER_SECOND + " a second for " + SECONDS + " s: slowest median " + median
                + " us, " + closed + " sockets closed");
        assertTrue(median < 500_000, median + " us");
        assertTrue(closed >= PER_SECOND * SECONDS / LIMIT / 2, closed + " sockets closed");
        assertEquals(Latencies.ids() - known, server.board("shop", "totals").getLong("orders") - before);
    }

    @Test
    void tooManyInvalidMessagesInARowCloseTheSocketAndSayWhy() {
        TestProducer producer = server.producer();
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(
                    i % 2 == 0 ? "invalid_json" : "invalid_order",
                    producer.ask(i % 2 == 0 ? "?" : "{}").getString("code"));
        }
        assertEquals(1008, producer.socket().closeCode());
    }

    @Test
    void aGoodMessageInBetweenForgivesTheBadOnes() {
        try (TestProducer producer = server.producer()) {
            for (int i = 0; i < 5; i++) {
                for (int j = 1; j < LIMIT; j++) {
                    producer.ask("{}");
                }
                String good = "{\"type\":\"order\",\"id\":\"forgiven\",\"stream\":\"shop\",\"status\":\"placed\","
                        + "\"lines\":[{\"sku\":\"tea\",\"qty\":1,\"amount\":1}]}";
                assertEquals("ack", producer.ask(good).getString("type"));
            }
        }
    }

    @Test
    void aScreenThatTalksTooMuchIsSentAway() {
        try (RawWebSocket screen = server.open("/ws/boards/shop");
                RawWebSocket quiet = server.open("/ws/boards/shop")) {
            quiet.send("hello");
            for (int i = 0; i < 12; i++) {
                screen.send("hello");
            }
            assertEquals(1008, screen.closeCode());
            assertEquals(1, server.limits().screenMessages.sum());
            assertTrue(!quiet.isClosed());
        }
    }

    /** Reconnects whenever it is disconnected. */
    private static void flood() {
        long start = System.nanoTime();
        for (int sent = 0; sent < PER_SECOND * SECONDS; ) {
            try (RawWebSocket socket = server.open("/ws/orders")) {
                for (int i = 0; i < 2 * LIMIT && !socket.isClosed(); i++) {
                    socket.send("nonsense " + sent);
                    sent++;
                    long due = start + TimeUnit.SECONDS.toNanos(1) / PER_SECOND * sent;
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            } catch (java.io.UncheckedIOException e) {
                // disconnected while it was sending
            }
        }
    }
}
