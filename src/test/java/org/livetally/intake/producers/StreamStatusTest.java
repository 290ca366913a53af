package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.testing.OrderJson.order;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestProducer;

/** Orders are accepted while a stream is live, and refused with the reason before and after. */
final class StreamStatusTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.with();

    @Test
    void streamThatNobodyCreatedIsUnknown() {
        assertEquals(error("unknown_stream", "there is no such stream", "no_stream"), ask("nowhere", "o-1"));
        assertEquals(404, server.send("GET", "/api/boards/nowhere", "").statusCode());
    }

    @Test
    void scheduledStreamTakesNoOrdersYet() {
        server.create("tomorrow");
        assertEquals(
                error("unknown_stream", "has not started: it takes orders once it is live", "not_started"),
                ask("tomorrow", "o-1"));

        server.startStream("tomorrow");
        assertEquals("recorded", result("tomorrow", "o-1"));
    }

    @Test
    void endedStreamTakesNoOrdersAnyMore() {
        server.live("yesterday");
        assertEquals("recorded", result("yesterday", "o-1"));
        server.endStream("yesterday");
        long version = server.snapshot("yesterday").getLong("version");

        assertEquals(
                error("stream_ended", "has ended", "ended"),
                ask("yesterday", "late").replace("late", "o-1"));
        assertEquals(version, server.snapshot("yesterday").getLong("version"));
    }

    @Test
    void orderThatIsResentAfterTheEndIsADuplicate() {
        server.live("over");
        assertEquals("recorded", result("over", "o-1"));
        server.endStream("over");

        assertEquals("duplicate", result("over", "o-1"));
        try (TestProducer producer = server.producer()) {
            assertEquals(
                    "conflict", producer.ask(order("over", "o-1", 101).encode()).getString("code"));
        }
    }

    private static String ask(String stream, String id) {
        try (TestProducer producer = server.producer()) {
            return producer.socket().ask(order(stream, id, 100).encode());
        }
    }

    private static String result(String stream, String id) {
        try (TestProducer producer = server.producer()) {
            return producer.ask(order(stream, id, 100).encode()).getString("result");
        }
    }

    private static String error(String code, String message, String rule) {
        return "{\"type\":\"error\",\"id\":\"o-1\",\"code\":\"" + code + "\",\"field\":\"stream\",\"message\":\""
                + message + "\",\"rule\":\"" + rule + "\",\"params\":{},\"retry\":false}";
    }
}
