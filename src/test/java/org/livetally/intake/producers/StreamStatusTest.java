package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.testing.OrderJson.order;

import io.vertx.core.json.JsonObject;
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
    void endedStreamTakesNoOrdersAnyMoreButThoseOfItsTime() {
        server.live("yesterday");
        assertEquals("recorded", result("yesterday", "o-1"));
        server.endStream("yesterday");
        long version = server.snapshot("yesterday").getLong("version");
        JsonObject stream = stream("yesterday");
        long from = stream.getLong("startedAt");
        long to = stream.getLong("endedAt");

        assertEquals(ended(from, to), ask("yesterday", "late").replace("late", "o-1"));
        assertEquals(
                ended(from, to),
                ask(order("yesterday", "late", 100).put("at", to + 1)).replace("late", "o-1"));
        assertEquals(version, server.snapshot("yesterday").getLong("version"));

        JsonObject late = order("yesterday", "late", 100).put("at", to);
        assertEquals("recorded", new JsonObject(ask(late)).getString("result"));
        assertEquals(version + 1, server.snapshot("yesterday").getLong("version"));
    }

    @Test
    void nothingIsTakenOnceTheBooksAreClosed() {
        server.live("last-year");
        assertEquals("recorded", result("last-year", "o-1"));
        server.endStream("last-year");
        assertEquals(
                200, server.send("POST", "/api/streams/last-year/close", "").statusCode());

        JsonObject late =
                order("last-year", "late", 100).put("at", stream("last-year").getLong("endedAt"));
        assertEquals(
                error("stream_ended", "the books of this stream are closed", "closed"),
                ask(late).replace("late", "o-1"));
        assertEquals("duplicate", result("last-year", "o-1"));
        JsonObject board = server.snapshot("last-year").getJsonObject("board");
        assertEquals("closed", board.getJsonObject("stream").getString("status"));
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

    private static JsonObject stream(String id) {
        return new JsonObject(server.send("GET", "/api/streams/" + id, "").body());
    }

    private static String ask(String stream, String id) {
        return ask(order(stream, id, 100));
    }

    private static String ask(JsonObject order) {
        try (TestProducer producer = server.producer()) {
            return producer.socket().ask(order.encode());
        }
    }

    private static String result(String stream, String id) {
        try (TestProducer producer = server.producer()) {
            return producer.ask(order(stream, id, 100).encode()).getString("result");
        }
    }

    private static String ended(long from, long to) {
        return error(
                        "stream_ended",
                        "has ended: an order of it must say when it was placed, with an at from " + from + " to " + to,
                        "ended_at")
                .replace("\"params\":{}", "\"params\":{\"from\":" + from + ",\"to\":" + to + "}");
    }

    private static String error(String code, String message, String rule) {
        return "{\"type\":\"error\",\"id\":\"o-1\",\"code\":\"" + code + "\",\"field\":\"stream\",\"message\":\""
                + message + "\",\"rule\":\"" + rule + "\",\"params\":{},\"retry\":false}";
    }
}
