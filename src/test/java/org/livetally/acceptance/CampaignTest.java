package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.ledger.replay.Audit;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestRedis;

/** A campaign's board is what the ledgers of its streams say: totals, rankings, and what is no sum. */
final class CampaignTest {
    private static final String CAMPAIGN = "new-year";

    @RegisterExtension
    private final LiveServer server = LiveServer.with();

    @BeforeEach
    void streams() {
        for (String stream : List.of("fair-1", "fair-2")) {
            server.create(new JsonObject()
                    .put("id", stream)
                    .put("title", "Fair " + stream)
                    .put("currency", "CNY")
                    .put("timezone", "Asia/Shanghai")
                    .put(
                            "products",
                            new JsonObject()
                                    .put(
                                            "apple",
                                            new JsonObject()
                                                    .put("name", "Apples")
                                                    .put("unit", "斤")
                                                    .put("series", "fruit")
                                                    .put(
                                                            "levy",
                                                            new JsonObject()
                                                                    .put("fund", "school")
                                                                    .put("amount", 20)))));
            server.startStream(stream);
        }
        campaign("prefix", "fair-");
    }

    private static void campaign(String name, String value) {
        TestRedis.command(
                "HSET",
                "livetally:{@" + CAMPAIGN + "}:stream",
                "title",
                "New year",
                "currency",
                "CNY",
                "createdAt",
                "1",
                "edition",
                "1",
                name,
                value);
        TestRedis.command("SADD", "livetally:campaigns", CAMPAIGN);
    }

    private static JsonObject order(String stream, String id, String buyer, long amount) {
        return new JsonObject()
                .put("type", "order")
                .put("id", id)
                .put("stream", stream)
                .put("channel", "taobao")
                .put(
                        "buyer",
                        new JsonObject().put("id", buyer).put("group", "bureau").put("city", "广州"))
                .put(
                        "lines",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("sku", "apple")
                                        .put("qty", 2)
                                        .put("amount", amount)));
    }

    private void send(JsonObject message) {
        String answer = server.postOrders(message.encode()).body();
        assertTrue(answer.contains("recorded"), answer);
    }

    @Test
    void totalsRankingsAndDistinctBuyersAreThoseOfAllLedgers() {
        send(new JsonObject()
                .put("type", "show")
                .put("id", "s-1")
                .put("stream", "fair-1")
                .put("sku", "apple"));
        send(order("fair-1", "o-1", "ann", 1_000));
        send(order("fair-2", "o-1", "ann", 500));
        send(order("fair-2", "o-2", "ben", 300).put("status", "placed"));
        awaitGmv(1_500);
        send(new JsonObject()
                .put("type", "payment")
                .put("id", "p-1")
                .put("stream", "fair-2")
                .put("order", "o-2"));
        send(new JsonObject()
                .put("type", "refund")
                .put("id", "r-1")
                .put("stream", "fair-1")
                .put("order", "o-1")
                .put("amount", 500)
                .put(
                        "lines",
                        new JsonArray().add(new JsonObject().put("sku", "apple").put("qty", 1))));
        awaitGmv(1_800);
        Await.until("the refund", () -> totals().getLong("refunded") == 500);
        JsonObject board = board();
        assertEquals(3, totals().getLong("orders"));
        assertEquals(2, totals().getLong("buyers"));
        JsonObject apple = board.getJsonObject("products").getJsonObject("apple");
        assertEquals("Apples", apple.getString("name"));
        assertEquals(1_800, apple.getLong("gmv"));
        assertEquals(1, apple.getLong("returned"));
        assertEquals(2, board.getJsonObject("groups").getJsonObject("bureau").getLong("buyers"));
        assertEquals(100, board.getJsonObject("funds").getJsonObject("school").getLong("amount"));
        assertEquals(1, board.getJsonObject("explanations").size());
        JsonObject streams = board.getJsonObject("campaign").getJsonObject("streams");
        assertEquals(800, streams.getJsonObject("fair-2").getLong("gmv"));
        assertEquals("live", streams.getJsonObject("fair-1").getString("status"));
        assertEquals(3, board.getJsonArray("recent").size());
    }

    @Test
    void aStreamThatLeavesIsNotCountedAnyMore() {
        send(order("fair-1", "o-1", "ann", 1_000));
        send(order("fair-2", "o-1", "ann", 500));
        awaitGmv(1_500);
        TestRedis.command("HDEL", "livetally:{@" + CAMPAIGN + "}:stream", "prefix");
        TestRedis.command("HSET", "livetally:{@" + CAMPAIGN + "}:stream", "streams", "[\"fair-2\"]", "edition", "2");
        awaitGmv(500);
        assertEquals(
                List.of("fair-2"),
                List.copyOf(board().getJsonObject("campaign")
                        .getJsonObject("streams")
                        .fieldNames()));
    }

    @Test
    void itIsBuiltWhileAStreamIsNeverQuiet() throws InterruptedException {
        AtomicBoolean busy = new AtomicBoolean(true);
        Thread producer = new Thread(() -> {
            for (int i = 0; busy.get(); i++) {
                send(order("fair-1", "busy-" + i, "ann", 100));
            }
        });
        producer.start();
        try {
            awaitSome();
            String change = "{\"prefix\":null,\"streams\":[\"fair-1\"]}";
            assertEquals(
                    200,
                    server.send("PATCH", "/api/campaigns/" + CAMPAIGN, change).statusCode());
            awaitSome();
            assertTrue(producer.isAlive(), "orders came all the time");
        } finally {
            busy.set(false);
            producer.join();
        }
    }

    private void awaitSome() {
        Await.until("the campaign to have something", () -> {
            var response = server.send("GET", "/api/boards/@" + CAMPAIGN, "");
            return response.statusCode() == 200 && gmv(response.body()) > 0;
        });
    }

    private static long gmv(String board) {
        return new JsonObject(board)
                .getJsonObject("board")
                .getJsonObject("totals")
                .getLong("gmv");
    }

    @Test
    void aStreamIsInTwoCampaignsAndKeepsItsNumbersWhenItIsGone() {
        String other = "{\"id\":\"other\",\"title\":\"Other\",\"streams\":[\"fair-2\"]}";
        assertEquals(201, server.send("POST", "/api/campaigns", other).statusCode());
        send(order("fair-1", "o-1", "ann", 1_000));
        send(order("fair-2", "o-1", "ann", 500));
        awaitGmv(1_500);
        awaitGmv("other", 500);
        for (String key : new StreamKeys("fair-2").all()) {
            TestRedis.command("DEL", key);
        }
        TestRedis.command("SREM", StreamKeys.INDEX, "fair-2");
        Await.until(
                "the stream to be gone",
                () -> board().getJsonObject("campaign")
                        .getJsonObject("streams")
                        .getJsonObject("fair-2")
                        .getString("status")
                        .equals("gone"));
        assertEquals(1_500, totals().getLong("gmv"));
        assertEquals(
                "ledger of fair-2",
                server.auditCampaigns().stream()
                        .map(Audit.Difference::tally)
                        .filter(tally -> tally.startsWith("ledger"))
                        .findFirst()
                        .orElse("no difference"));
    }

    @Test
    void theAuditCountsAnewAndFindsTampering() {
        send(order("fair-1", "o-1", "ann", 1_000));
        send(order("fair-2", "o-2", "ben", 300).put("status", "placed"));
        send(new JsonObject()
                .put("type", "deal")
                .put("id", "d-1")
                .put("stream", "fair-2")
                .put("kind", "agreement")
                .put("counterparty", "a school")
                .put("amount", 5_000)
                .put("product", "apples"));
        awaitGmv(1_000);
        Await.until("the deal", () -> board().getJsonObject("deals").getLong("signed") == 5_000);
        Await.until("the open order", () -> totals().getLong("placed") == 1_300);
        assertEquals(List.of(), server.auditCampaigns());
        TestRedis.command("ZINCRBY", "livetally:{@" + CAMPAIGN + "}:products", "1", "apple");
        TestRedis.command("SADD", "livetally:{@" + CAMPAIGN + "}:buyers", "eve");
        TestRedis.command("HDEL", "livetally:{@" + CAMPAIGN + "}:open", "fair-2\to-2");
        assertEquals(
                List.of("buyers/eve", "open/fair-2\to-2", "products/apple"),
                server.auditCampaigns().stream().map(Audit.Difference::tally).toList());
    }

    private void awaitGmv(long gmv) {
        awaitGmv(CAMPAIGN, gmv);
    }

    private void awaitGmv(String campaign, long gmv) {
        Await.until("the campaign to have " + gmv, () -> {
            var response = server.send("GET", "/api/boards/@" + campaign, "");
            return response.statusCode() == 200 && gmv(response.body()) == gmv;
        });
    }

    private JsonObject totals() {
        return board().getJsonObject("totals");
    }

    private JsonObject board() {
        return server.snapshot("@" + CAMPAIGN).getJsonObject("board");
    }
}
