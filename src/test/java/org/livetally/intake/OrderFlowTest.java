package org.livetally.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.testing.OrderJson.order;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestProducer;

/** Orders over the socket and over HTTP, answered exactly as the contract prints it. */
final class OrderFlowTest {
    private static LiveServer server;

    @BeforeAll
    static void start() {
        server = LiveServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void recordedOrderIsOnTheBoard() {
        server.live("first");
        try (TestProducer producer = server.producer()) {
            String seq = producer.ask(order("first", "o-1", 39_600).encode()).getString("seq");

            assertEquals(
                    "{\"type\":\"ack\",\"id\":\"o-1\",\"result\":\"duplicate\",\"seq\":\"" + seq + "\"}",
                    producer.ask(order("first", "o-1", 39_600).encode()).encode());
            assertEquals(39_600, server.board("first", "totals").getLong("gmv"));
        }
    }
}
