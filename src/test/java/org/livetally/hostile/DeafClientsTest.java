package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.UnreadSocket;

/** Clients that request answers and read none: what waits for them is limited, and others do not notice. */
final class DeafClientsTest {
    private static final long MAX_HEAP = 48 << 20;
    private static final long MAX_MEDIAN_US = 500_000;
    /** Of 125 bytes each: without a limit, the pongs to these would be 100 MB and more. */
    private static final int PINGS = 400_000;

    @RegisterExtension
    static final LiveServer server = LiveServer.with("shop");

    @BeforeAll
    static void warmUp() {
        Latencies.medianMicros(server, 100);
    }

    @Test
    void aProducerThatDoesNotReadItsAcksIsNotReadFromEither() throws IOException {
        String order = OrderJson.order("shop", "deaf", 0).encode();
        String many = "[" + String.join(",", Collections.nCopies(500, order)) + "]";
        byte[] frame = RawWebSocket.frame(RawWebSocket.TEXT, true, many.getBytes(StandardCharsets.UTF_8));
        long heap = Latencies.heapBytes();
        try (UnreadSocket deaf = UnreadSocket.open(server.port(), "/ws/orders")) {
            long taken = deaf.send(frame, 10_000);
            report("a producer that reads no acks", taken, heap);
            assertTrue(taken < 200L << 20, "it was read from without end: " + taken);
        }
        assertEquals(0, server.audit().size());
    }

    @Test
    void pingsOfAClientThatDoesNotReadAreNotAnsweredWithoutEnd() throws IOException {
        long heap = Latencies.heapBytes();
        try (UnreadSocket deaf = UnreadSocket.open(server.port(), "/ws/orders")) {
            long taken = deaf.send(RawWebSocket.frame(RawWebSocket.PING, true, new byte[125]), PINGS);
            report("a client that pings and reads no pongs", taken, heap);
            assertTrue(server.limits().pongsDropped.sum() > PINGS / 4, "dropped " + server.limits().pongsDropped);
        }
    }

    @Test
    void aScreenThatDoesNotReadHoldsNothingUp() throws IOException {
        long heap = Latencies.heapBytes();
        try (UnreadSocket one = UnreadSocket.open(server.port(), "/ws/boards/shop");
                UnreadSocket other = UnreadSocket.open(server.port(), "/ws/boards/shop")) {
            for (int i = 0; i < 5; i++) {
                Latencies.medianMicros(server, 100);
            }
            report("two screens that do not read", one.send(new byte[0], 1) + other.send(new byte[0], 1), heap);
        }
    }

    private static void report(String attack, long taken, long heapBefore) {
        long grown = Latencies.heapBytes() - heapBefore;
        long median = Latencies.medianMicros(server, 100);
        System.out.println(attack + ": took " + (taken >> 10) + " KB from it, heap grew " + (grown >> 10)
                + " KB, order to ack " + median + " us");
        assertTrue(grown < MAX_HEAP, "heap grew " + grown);
        assertTrue(median < MAX_MEDIAN_US, median + " us");
    }
}
