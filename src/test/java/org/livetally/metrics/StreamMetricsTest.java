package org.livetally.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestRedis;

/** The metrics of streams match their boards, on every node, as long as the streams are live. */
final class StreamMetricsTest {
    private static final String STREAM = "shop";
    private static final Map<String, String> TOTALS = Map.of(
            "gmv", "gmv_minor_units",
            "placed", "placed_minor_units",
            "refunded", "refunded_minor_units",
            "cancelled", "cancelled_minor_units",
            "orders", "orders",
            "units", "units",
            "buyers", "buyers");
    private static final Map<String, String> DEALS = Map.of(
            "intended", "deals_intended_minor_units",
            "signed", "deals_signed_minor_units",
            "delivered", "deals_delivered_minor_units",
            "intents", "deals_intents",
            "agreements", "deals_agreements",
            "income", "deals_income_minor_units");
    private static final Map<String, String> AUDIENCE = Map.of(
            "likes", "likes",
            "viewers", "viewers",
            "peakViewers", "peak_viewers",
            "uniqueViewers", "unique_viewers",
            "views", "views");

    private static void await(LiveServer server, String what, Predicate<Scrape> condition) {
        Await.until(what, () -> condition.test(Scrape.of(server)));
    }

    private static boolean agrees(Scrape scrape, JsonObject section, Map<String, String> names) {
        return names.entrySet().stream().allMatch(name -> {
            String metric = "livetally_stream_" + name.getValue();
            return scrape.has(metric, "stream", STREAM, "currency", "CNY")
                    && scrape.value(metric, "stream", STREAM) == section.getLong(name.getKey());
        });
    }

    private static void play(LiveServer server, RawWebSocket viewer) {
        viewer.send("{\"type\":\"like\",\"count\":3}");
        try (TestProducer producer = server.producer()) {
            JsonObject placed = OrderJson.order(STREAM, "b", 700).put("status", "placed");
            JsonObject about = new JsonObject().put("stream", STREAM);
            producer.ask(
                    new JsonArray()
                            .add(OrderJson.order(STREAM, "a", 999_999_999_999L)
                                    .put("buyer", OrderJson.buyer("u", "g", "c")))
                            .add(placed)
                            .add(placed.copy().put("id", "c"))
                            .add(about.copy()
                                    .put("type", "cancellation")
                                    .put("id", "k")
                                    .put("order", "b"))
                            .add(about.copy()
                                    .put("type", "refund")
                                    .put("id", "r")
                                    .put("order", "a")
                                    .put("amount", 11))
                            .encode(),
                    5);
            producer.ask(about.copy()
                    .put("type", "likes")
                    .put("source", "tiktok:room")
                    .put("total", 40)
                    .encode());
            producer.ask(OrderJson.deal(STREAM, "d", 999_999_999_999L)
                    .put("income", 7)
                    .encode());
        }
    }

    @Test
    void totalsAreTheBoardsAndGoWhenTheStreamEnds() {
        try (LiveServer server = LiveServer.start();
                LiveServer second = LiveServer.start(TestRedis.uri(), InstantSource.system())) {
            server.create(new JsonObject()
                    .put("id", STREAM)
                    .put("title", "Tea \"and\" 茶\\")
                    .put("goal", 5_000)
                    .put("products", new JsonObject().put("tea", new JsonObject().put("name", "绿茶"))));
            server.create("scheduled");
            server.startStream(STREAM);
            try (RawWebSocket viewer = server.open("/ws/streams/" + STREAM + "/audience?viewer=v")) {
                play(server, viewer);
                for (LiveServer node : new LiveServer[] {server, second}) {
                    await(node, "the board's totals", scrape -> agrees(scrape, node.board(STREAM, "totals"), TOTALS));
                    await(node, "the board's deals", scrape -> agrees(scrape, node.board(STREAM, "deals"), DEALS));
                    await(
                            node,
                            "the board's audience",
                            scrape -> scrape.value("livetally_stream_likes", "stream", STREAM) == 43
                                    && scrape.value("livetally_stream_source_likes", "source", "tiktok:room") == 40
                                    && agrees(scrape, node.board(STREAM, "audience"), AUDIENCE));
                    Scrape scrape = Scrape.of(node);
                    assertEquals(5_000, scrape.value("livetally_stream_goal_minor_units", "stream", STREAM));
                    assertEquals(1, scrape.value("livetally_stream_product_units", "sku", "tea", "name", "绿茶"));
                    assertEquals(
                            scrape.value("livetally_stream_gmv_minor_units"),
                            scrape.value("livetally_stream_product_gmv_minor_units", "stream", STREAM));
                    assertEquals(1, scrape.value("livetally_streams_live"));
                    assertTrue(scrape.has("livetally_stream_info", "stream", STREAM, "title", "Tea \\\"and\\\" 茶\\\\"));
                    assertFalse(scrape.has("livetally_stream_orders", "stream", "scheduled"));
                }
            }
            server.endStream(STREAM);
            for (LiveServer node : new LiveServer[] {server, second}) {
                await(node, "nothing of the stream", scrape -> !scrape.text.contains("stream=\"" + STREAM));
                assertEquals(0, Scrape.of(node).value("livetally_streams_live"));
            }
        }
    }

    @Test
    void setOfLiveStreamsIsMadeFromOldDataAndForgetsEndedStreams() {
        try (LiveServer first = LiveServer.start()) {
            first.live("old");
            first.live("older");
            first.create("scheduled");
        }
        TestRedis.command("DEL", "livetally:live");
        TestRedis.command("SADD", "livetally:live", "gone", "not an id");
        try (LiveServer server = LiveServer.start(TestRedis.uri(), InstantSource.system())) {
            await(
                    server,
                    "both",
                    scrape -> scrape.has("livetally_streams_live")
                            && scrape.value("livetally_streams_live") == 2
                            && scrape.has("livetally_stream_orders", "stream", "old")
                            && scrape.has("livetally_stream_orders", "stream", "older"));
            TestRedis.command("HSET", "livetally:{old}:stream", "status", "ended");
            await(server, "one", scrape -> scrape.value("livetally_streams_live") == 1);
            assertEquals("0", TestRedis.text("SISMEMBER", "livetally:live", "old"));
            assertEquals("0", TestRedis.text("SISMEMBER", "livetally:live", "gone"));
        }
    }

    @Test
    void anAuditsResultIsServedByEveryNode() {
        try (LiveServer server = LiveServer.start()) {
            server.live(STREAM);
            server.live("other");
            server.postOrders(OrderJson.order(STREAM, "a", 100).encode());
            assertTrue(server.audit().isEmpty());
            double before = System.currentTimeMillis() / 1e3;
            await(
                    server,
                    "no differences",
                    scrape -> scrape.has("livetally_audit_differences", "stream", "other")
                            && scrape.value("livetally_audit_differences", "stream", STREAM) == 0);
            TestRedis.command("HINCRBY", "livetally:{shop}:totals", "gmv", "1");
            int found = server.audit().size();
            await(
                    server,
                    "as many as were found",
                    scrape -> scrape.value("livetally_audit_differences", "stream", STREAM) == found);
            assertTrue(found > 0);
            assertTrue(Scrape.of(server).value("livetally_audit_timestamp_seconds", "stream", STREAM) > before - 1);
        }
    }

    /** What runs by itself, on the way from Redis to a board and to /metrics: it takes five seconds after a message. */
    @Test
    void theAuditThatRunsByItselfIsOnBoardsAndInMetrics() {
        try (LiveServer server = LiveServer.start()) {
            server.live(STREAM);
            server.postOrders(OrderJson.order(STREAM, "a", 100).encode());
            assertEquals(1, Scrape.of(server).value("livetally_audit_behind_messages", "stream", STREAM));
            await(
                    server,
                    "all is audited",
                    scrape -> scrape.value("livetally_audit_behind_messages", "stream", STREAM) == 0
                            && scrape.has("livetally_audit_differences", "stream", STREAM));
            Scrape audited = Scrape.of(server);
            assertEquals(0, audited.value("livetally_audit_differences", "stream", STREAM));
            assertTrue(audited.value("livetally_audit_cpu_seconds_total") > 0);
            double age = System.currentTimeMillis() / 1e3
                    - audited.value("livetally_audit_sealed_timestamp_seconds", "stream", STREAM);
            assertTrue(age > 0 && age < 120, () -> "recorded " + age + " s ago");
            JsonObject ledger = server.board(STREAM, "ledger");
            assertEquals(ledger.getString("seq"), ledger.getJsonObject("sealed").getString("seq"));
            assertEquals(0, ledger.getJsonObject("sealed").getLong("differences"));

            TestRedis.command("HINCRBY", "livetally:{shop}:totals", "gmv", "1");
            server.postOrders(OrderJson.order(STREAM, "b", 100).encode());
            await(
                    server,
                    "the wrong figure is found",
                    scrape -> scrape.value("livetally_audit_differences", "stream", STREAM) == 1);
            assertEquals("[\"gmv\"]", TestRedis.text("HGET", "livetally:{shop}:seal", "names"));
            assertEquals(
                    1, server.board(STREAM, "ledger").getJsonObject("sealed").getLong("differences"));

            TestRedis.command("HINCRBY", "livetally:{shop}:totals", "gmv", "-1");
            await(
                    server,
                    "it is right again",
                    scrape -> scrape.value("livetally_audit_differences", "stream", STREAM) == 0);
        }
    }
}
