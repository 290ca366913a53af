package org.livetally.intake.likes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.ManualClock;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestRedis;

/** Of each source the highest total counts, once, whatever is sent again, late or through another node. */
final class LikeTotalsTest {
    private static final String ROOM = "tiktok:room";

    private final ManualClock clock = new ManualClock();

    @RegisterExtension
    private final LiveServer server = LiveServer.with(clock);

    @Test
    void onlyGrowthCountsAndTheBoardShowsThePartOfEachSource() {
        server.live("s");
        try (TestProducer producer = server.producer();
                RawWebSocket viewer = server.open("/ws/streams/s/audience?viewer=v1")) {
            viewer.send("{\"type\":\"like\",\"count\":5}");
            assertEquals(
                    ack(ROOM, "recorded", 100),
                    producer.ask(total("s", ROOM, 100)).encode());
            assertEquals(
                    ack(ROOM, "duplicate", 100),
                    producer.ask(total("s", ROOM, 100)).encode());
            assertEquals(
                    ack(ROOM, "duplicate", 100),
                    producer.ask(total("s", ROOM, 40)).encode());
            Await.until("the viewer's likes", () -> audience().getLong("likes") == 105);
            clock.advance(60_000);
            assertEquals(
                    ack(ROOM, "recorded", 130),
                    producer.ask(total("s", ROOM, 130)).encode());
            assertEquals(
                    ack("哔哩", "recorded", 0), producer.ask(total("s", "哔哩", 0)).encode());
        }
        assertEquals(135, audience().getLong("likes"));
        assertEquals(
                new JsonObject()
                        .put(ROOM, source(130, ManualClock.START + 60_000))
                        .put("哔哩", source(0, ManualClock.START + 60_000)),
                audience().getJsonObject("sources"));
        JsonObject trend = server.board("s", "trend");
        assertEquals(105, likesIn(trend, ManualClock.START));
        assertEquals(30, likesIn(trend, ManualClock.START + 60_000));
        assertEquals(List.of(), server.audit());

        TestRedis.command("ZADD", "livetally:{s}:likesources", "136", ROOM);
        assertEquals("at least the 136 of all sources", server.audit().get(0).ledger());
    }

    @Test
    void aStreamWithoutSourcesHasNone() {
        server.live("s");
        assertNull(audience().getJsonObject("sources"));
    }

    @Test
    void anIdIsEchoedAndTotalsOfOneFrameAreAnsweredInTheirOrderAndWrittenTogether() {
        server.live("s");
        JsonArray frame = new JsonArray();
        IntStream.range(0, 1_000).forEach(i -> frame.add(new JsonObject(total("s", ROOM, i / 2)).put("id", "l-" + i)));
        long before = server.snapshot("s").getLong("version");
        try (TestProducer producer = server.producer()) {
            producer.socket().send(frame.encode());
            List<JsonObject> answers = producer.answers(1_000);
            for (int i = 0; i < 1_000; i++) {
                assertEquals(
                        new JsonObject()
                                .put("type", "ack")
                                .put("id", "l-" + i)
                                .put("source", ROOM)
                                .put("result", i % 2 == 0 ? "recorded" : "duplicate")
                                .put("likes", i / 2),
                        answers.get(i));
            }
        }
        assertEquals(before + 1, server.snapshot("s").getLong("version"));
    }

    @Test
    void twoNodesAndARestartCountASourceOnce() {
        server.live("s");
        try (LiveServer second = LiveServer.start(server.redisUri(), clock)) {
            List<Integer> totals =
                    new ArrayList<>(IntStream.rangeClosed(1, 400).boxed().toList());
            Collections.shuffle(totals, new Random(5));
            try (TestProducer one = server.producer();
                    TestProducer other = second.producer()) {
                for (int total : totals) {
                    one.socket().send(total("s", ROOM, total));
                    other.socket().send(total("s", ROOM, 401 - total));
                }
                one.answers(400);
                other.answers(400);
            }
        }
        server.close();
        try (LiveServer again = LiveServer.start(TestRedis.uri(), clock);
                TestProducer producer = again.producer()) {
            assertEquals(
                    ack(ROOM, "duplicate", 400),
                    producer.ask(total("s", ROOM, 400)).encode());
            assertEquals(400, again.board("s", "audience").getLong("likes"));
            assertEquals(List.of(), again.audit());
        }
    }

    @Test
    void aSourceThatDoesNotGrowIsHeardEveryTenSeconds() {
        server.live("s");
        try (TestProducer producer = server.producer()) {
            producer.ask(total("s", ROOM, 7));
            long version = server.snapshot("s").getLong("version");

            clock.advance(9_999);
            producer.ask(total("s", ROOM, 7));
            assertEquals(version, server.snapshot("s").getLong("version"));

            clock.advance(1);
            assertEquals("duplicate", producer.ask(total("s", ROOM, 6)).getString("result"));
            assertEquals(version + 1, server.snapshot("s").getLong("version"));
            assertEquals(
                    source(7, ManualClock.START + 10_000),
                    audience().getJsonObject("sources").getJsonObject(ROOM));
        }
    }

    @Test
    void whatCannotCountIsRefusedWithItsReason() {
        server.live("s");
        server.create("tomorrow");
        server.live("yesterday");
        server.endStream("yesterday");
        try (TestProducer producer = server.producer()) {
            assertEquals("unknown_stream no_stream stream", refused(producer, total("nowhere", ROOM, 1)));
            assertEquals("unknown_stream no_stream stream", refused(producer, total("NO:stream", ROOM, 1)));
            assertEquals("unknown_stream likes_not_started stream", refused(producer, total("tomorrow", ROOM, 1)));
            assertEquals("stream_ended ended stream", refused(producer, total("yesterday", ROOM, 1)));
            assertEquals("invalid_order missing stream", refused(producer, "{\"type\":\"likes\"}"));
            assertEquals("invalid_order missing source", refused(producer, likes("\"total\":1")));
            assertEquals("invalid_order missing total", refused(producer, likes("\"source\":\"a\"")));
            for (String source : List.of("\"\"", "7", "null", "\"a\\u0007\"", "\"" + "x".repeat(65) + "\"")) {
                assertEquals(
                        "invalid_order string_length source",
                        refused(producer, likes("\"total\":1,\"source\":" + source)));
            }
            for (String total : List.of("-1", "1.0", "1e3", "\"7\"", "null", "1000000000001", "{}")) {
                assertEquals(
                        "invalid_order integer_range total",
                        refused(producer, likes("\"source\":\"a\",\"total\":" + total)));
            }
            assertEquals(
                    "invalid_order string_length id",
                    refused(producer, likes("\"source\":\"a\",\"total\":1,\"id\":7")));
        }
        assertEquals(0, audience().getLong("likes"));
    }

    /** An order may have fields of these names, which mean nothing there. */
    @Test
    void ordersIgnoreTheFieldsOfLikes() {
        server.live("s");
        String order = "{\"source\":[],\"total\":\"x\",\"type\":\"order\",\"id\":\"o-1\",\"stream\":\"s\",\"lines\":["
                + "{\"sku\":\"tea\",\"qty\":1,\"amount\":5}]}";
        try (TestProducer producer = server.producer()) {
            assertEquals("recorded", producer.ask(order).getString("result"));
        }
    }

    @Test
    void aStreamHasTwentySources() {
        server.live("s");
        JsonArray frame = new JsonArray();
        IntStream.range(0, 22).forEach(i -> frame.add(new JsonObject(total("s", "room-" + i, 10))));
        List<JsonObject> answers = new JsonArray(
                        server.postOrders(frame.encode()).body())
                .stream().map(JsonObject.class::cast).toList();
        assertTrue(answers.stream().limit(20).allMatch(answer -> "recorded".equals(answer.getString("result"))));
        for (JsonObject refusal : answers.subList(20, 22)) {
            assertEquals("like_source", refusal.getString("rule"));
            assertEquals("source", refusal.getString("field"));
        }
        assertEquals(200, audience().getLong("likes"));
        assertEquals(20, audience().getJsonObject("sources").size());
        assertTrue(server.postOrders(total("s", "room-19", 11)).body().contains("recorded"));
    }

    @Test
    void aCampaignAddsUpASourceOfItsStreams() {
        server.live("fair-1");
        server.live("fair-2");
        String campaign = "{\"id\":\"fairs\",\"title\":\"Fairs\",\"currency\":\"CNY\",\"prefix\":\"fair-\"}";
        assertEquals(201, server.send("POST", "/api/campaigns", campaign).statusCode());
        server.postOrders(total("fair-1", ROOM, 100));
        server.postOrders(total("fair-1", "other:likes", 1));
        clock.advance(5_000);
        server.postOrders(total("fair-2", ROOM, 20));
        server.postOrders(total("fair-1", ROOM, 103));

        Await.until("the likes of both streams", () -> {
            var board = server.send("GET", "/api/boards/@fairs?fields=audience", "");
            return board.statusCode() == 200 && board.body().contains("\"likes\":124,");
        });
        assertEquals(
                new JsonObject()
                        .put(ROOM, source(123, ManualClock.START + 5_000))
                        .put("other:likes", source(1, ManualClock.START)),
                server.board("@fairs", "audience").getJsonObject("sources"));
        assertEquals(List.of(), server.auditCampaigns());
    }

    private JsonObject audience() {
        return server.board("s", "audience");
    }

    private static int likesIn(JsonObject trend, long minute) {
        return trend.getJsonObject(Long.toString(minute)).getInteger("likes");
    }

    private static JsonObject source(long likes, long at) {
        return new JsonObject().put("likes", (int) likes).put("at", at);
    }

    private static String total(String stream, String source, long total) {
        return new JsonObject()
                .put("type", "likes")
                .put("stream", stream)
                .put("source", source)
                .put("total", total)
                .encode();
    }

    private static String likes(String fields) {
        return "{\"type\":\"likes\",\"stream\":\"s\"," + fields + "}";
    }

    private static String ack(String source, String result, long likes) {
        return "{\"type\":\"ack\",\"source\":\"" + source + "\",\"result\":\"" + result + "\",\"likes\":" + likes + "}";
    }

    private static String refused(TestProducer producer, String message) {
        JsonObject answer = producer.ask(message);
        return answer.getString("code") + " " + answer.getString("rule") + " " + answer.getString("field");
    }
}
