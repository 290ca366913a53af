package org.livetally.campaigns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestRedis;

/** The ledgers of a campaign's streams: as one table, and how far they are counted. */
final class CampaignLedgersTest {
    private static final String ALL = "/api/campaigns";
    private static final String ONE = ALL + "/new-year";
    private static final CampaignKeys KEYS = new CampaignKeys("new-year");

    @RegisterExtension
    final LiveServer server = LiveServer.with("fair-1", "fair-2");

    @Test
    void theLedgersAreOneTableThatBeginsWithTheStream() {
        JsonArray orders = new JsonArray();
        for (int i = 0; i < 5; i++) {
            orders.add(OrderJson.order("fair-1", "o-" + i, 100 + i));
        }
        server.postOrders(orders.encode());
        server.postOrders(OrderJson.order("fair-2", "o-1", 7).encode());
        create();

        HttpResponse<String> csv = server.send("GET", ONE + "/ledger.csv", "");
        assertEquals(200, csv.statusCode());
        assertEquals(
                "attachment; filename=\"new-year-ledger.csv\"",
                csv.headers().firstValue("content-disposition").orElse(""));
        List<String> lines = csv.body().lines().toList();
        assertEquals("\ufeffstream,seq,at,type,id", lines.get(0).substring(0, 22));
        assertEquals(7, lines.size(), csv::body);
        assertTrue(lines.get(1).startsWith("fair-2,"), "in the order in which they were named");
        assertTrue(lines.subList(2, 7).stream().allMatch(line -> line.startsWith("fair-1,")));
        long sum = lines.stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.split(",", -1)[13]))
                .sum();
        assertEquals(7 + 510, sum);

        assertEquals(
                201,
                server.send("POST", ALL, "{\"id\":\"none\",\"title\":\"T\",\"prefix\":\"none\"}")
                        .statusCode());
        assertEquals(
                1,
                server.send("GET", ALL + "/none/ledger.csv", "").body().lines().count());
        assertEquals(404, server.send("GET", ALL + "/nowhere/ledger.csv", "").statusCode());
    }

    @Test
    void theDealsAreOneTableThatBeginsWithTheStream() {
        for (String stream : List.of("fair-1", "fair-2")) {
            server.postOrders(OrderJson.deal(stream, "d-1", 5).encode());
        }
        create();

        List<String> lines =
                server.send("GET", ONE + "/deals.csv", "").body().lines().toList();
        assertEquals("\ufeffstream,seq,at,id,kind", lines.get(0).substring(0, 22));
        assertEquals(
                List.of("fair-2", "fair-1"),
                lines.stream().skip(1).map(line -> line.split(",", -1)[0]).toList());
        assertEquals(404, server.send("GET", ALL + "/nowhere/deals.csv", "").statusCode());
    }

    @Test
    void tellsHowManyMessagesAreNotCountedYet() {
        // Another node has the lease, as it seems, so only the test says what is counted.
        TestRedis.command("SET", KEYS.follower(), "nobody");
        JsonArray orders = new JsonArray();
        for (int i = 0; i < 300; i++) {
            orders.add(OrderJson.order("fair-1", "o-" + i, 1));
        }
        JsonArray acks = new JsonArray(server.postOrders(orders.encode()).body());
        create();
        assertEquals(300, get().getInteger("behind"));
        assertFalse(get().getBoolean("built"));

        TestRedis.command("HSET", KEYS.settings(), "built", TestRedis.text("HGET", KEYS.settings(), "edition"));
        String hundredth = acks.getJsonObject(99).getString("seq");
        TestRedis.command("HSET", KEYS.cursors(), "fair-1", hundredth + " 5 -");
        assertEquals(200, get().getInteger("behind"));
        assertTrue(get().getBoolean("built"));
        TestRedis.command(
                "HSET", KEYS.cursors(), "fair-1", acks.getJsonObject(299).getString("seq"));
        assertEquals(0, get().getInteger("behind"));
    }

    private void create() {
        String body = "{\"id\":\"new-year\",\"title\":\"T\",\"streams\":[\"fair-2\",\"fair-1\"]}";
        assertEquals(201, server.send("POST", ALL, body).statusCode());
    }

    private JsonObject get() {
        return new JsonObject(server.send("GET", ONE, "").body());
    }
}
