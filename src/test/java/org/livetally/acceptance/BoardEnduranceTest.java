package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.line;

import com.google.gson.JsonElement;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestProducer;

/** A whole show on one open page: its memory stays flat, and what it shows stays exact. */
final class BoardEnduranceTest {
    private static final String STREAM = "naqu";
    private static final int UPDATES = 10_000;
    private static final int ORDERS = 10_000;
    private static final int BATCH = 500;
    private static final long START = 1_592_208_000_000L;
    /** Out of a heap of some 10 MB: room for warmed-up code, but not for what 6,667 updates could leave behind. */
    private static final double MAX_GROWTH_BYTES = 3_000_000;

    private static final double MAX_GROWTH_NODES = 150;

    @RegisterExtension
    static final Pages PAGES = new Pages();

    /** Two hours of stream, with changing leaders and ever new minutes. */
    @Test
    void tenThousandUpdatesLeaveHeapAndNodesFlat() {
        AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
        Page page = PAGES.browser().open("about:blank");
        page.routeWebSocket(url -> url.contains("/ws/boards/"), route -> {
            socket.set(route);
            route.send(snapshot().encode());
        });
        page.navigate(PAGES.url("/board/" + STREAM));
        shows(page, "totals.gmv", 0);
        send(page, Objects.requireNonNull(socket.get()), 1, UPDATES / 3);
        Memory third = Memory.of(page);
        send(page, Objects.requireNonNull(socket.get()), UPDATES / 3 + 1, UPDATES);
        Memory whole = Memory.of(page);
        System.out.println("board after " + UPDATES / 3 + " updates: " + third + ", after " + UPDATES + ": " + whole);
        assertTrue(whole.heap - third.heap < MAX_GROWTH_BYTES, () -> third + " grew to " + whole);
        assertTrue(whole.nodes - third.nodes < MAX_GROWTH_NODES, () -> third + " grew to " + whole);
    }

    @Test
    void everyFieldIsWhatTheServerSaysAfterTenThousandOrders() {
        PAGES.server()
                .create(new JsonObject().put("id", STREAM).put("title", "那曲").put("goal", 400_000_000L));
        PAGES.server().startStream(STREAM);
        Page board = PAGES.open("/board/" + STREAM);
        try (TestProducer producer = PAGES.server().producer()) {
            for (int from = 0; from < ORDERS; from += BATCH) {
                JsonArray batch = new JsonArray();
                for (int i = from; i < from + BATCH; i++) {
                    batch.add(order(i));
                }
                producer.ask(batch.encode(), BATCH).forEach(ack -> assertEquals("recorded", ack.getString("result")));
            }
        }
        JsonObject said = PAGES.server().snapshot(STREAM).getJsonObject("board");
        JsonObject totals = said.getJsonObject("totals");
        assertEquals(ORDERS, totals.getLong("orders"));
        for (String field : List.of("gmv", "orders", "units", "buyers", "averageOrder")) {
            shows(board, "totals." + field, totals.getLong(field));
        }
        for (String field : List.of("likes", "viewers", "peakViewers", "uniqueViewers")) {
            shows(board, "audience." + field, said.getJsonObject("audience").getLong(field, 0L));
        }
        has(board.locator("goal-bar"), "data-value", totals.getLong("gmv"));
        has(board.locator("goal-bar"), "data-amount", 400_000_000L);
        has(board.locator("trend-chart"), "data-value", totals.getLong("gmv"));
        for (String section : List.of("products", "groups", "channels", "cities")) {
            JsonObject tallies = said.getJsonObject(section);
            List<String> leaders = tallies.fieldNames().stream()
                    .sorted((a, b) -> Long.compare(gmv(tallies, b), gmv(tallies, a)))
                    .limit(5)
                    .toList();
            Locator rows = board.locator("ranked-bars[data-section=" + section + "] li");
            for (int i = 0; i < leaders.size(); i++) {
                has(rows.nth(i), "data-key", leaders.get(i));
                has(rows.nth(i), "data-value", gmv(tallies, leaders.get(i)));
            }
        }
        JsonObject newest = said.getJsonArray("recent").getJsonObject(0);
        has(board.locator("newest-orders li").first(), "data-key", newest.getString("seq"));
        assertEquals(List.of(), PAGES.server().audit());
    }

    private static void send(Page page, WebSocketRoute socket, int from, int to) {
        for (int version = from; version <= to; version++) {
            socket.send(update(version).encode());
        }
        shows(page, "totals.gmv", to * 1_000L);
    }

    private static JsonObject snapshot() {
        return new JsonObject()
                .put("type", "snapshot")
                .put("version", 0)
                .put("at", START)
                .put(
                        "board",
                        new JsonObject()
                                .put(
                                        "stream",
                                        new JsonObject()
                                                .put("id", STREAM)
                                                .put("title", "那曲")
                                                .put("status", "live")
                                                .put("startedAt", START))
                                .put("goal", new JsonObject().put("amount", 20_000_000)));
    }

    private static JsonObject update(int version) {
        long at = START + version * 720L;
        long minute = at / 60_000 * 60_000;
        JsonObject tally = new JsonObject()
                .put("gmv", version * 100L + version % 7 * 9_000L)
                .put("orders", version);
        JsonObject patch = new JsonObject()
                .put("totals", new JsonObject().put("gmv", version * 1_000L).put("orders", version))
                .put("audience", new JsonObject().put("likes", version * 3L).put("viewers", version % 500))
                .put("products", new JsonObject().put("sku-" + version % 12, tally))
                .put("cities", new JsonObject().put("city-" + version % 9, tally))
                .put(
                        "trend",
                        new JsonObject()
                                .put(
                                        Long.toString(minute),
                                        new JsonObject().put("gmv", version).put("orders", 1)));
        return new JsonObject()
                .put("type", "update")
                .put("version", version)
                .put("from", version - 1)
                .put("at", at)
                .put("patch", patch)
                .put(
                        "recent",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("seq", at + "-0")
                                        .put("at", at)
                                        .put("buyer", "u***" + version % 10)
                                        .put("city", "杭州")
                                        .put("amount", 1_000)
                                        .put(
                                                "lines",
                                                new JsonArray()
                                                        .add(new JsonObject()
                                                                .put("sku", "sku-" + version % 12)
                                                                .put("qty", 1)))));
    }

    private static JsonObject order(int i) {
        long amount = 10_001 + i % 97 * 379L;
        return OrderJson.order(STREAM, "order-" + i, amount)
                .put("channel", i % 3 == 0 ? "wsnb" : "tmall")
                .put("buyer", buyer("u-" + i % 4_000, "社区 " + i % 7, "城市 " + i % 6))
                .put("lines", new JsonArray().add(line("sku-" + i % 80, 1 + i % 3, amount)));
    }

    private static long gmv(JsonObject section, String key) {
        return section.getJsonObject(key).getLong("gmv");
    }

    private record Memory(double heap, double nodes) {
        static Memory of(Page page) {
            CDPSession session = page.context().newCDPSession(page);
            session.send("Performance.enable");
            session.send("HeapProfiler.collectGarbage");
            Map<String, Double> metrics = new HashMap<>();
            for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
                metrics.put(
                        metric.getAsJsonObject().get("name").getAsString(),
                        metric.getAsJsonObject().get("value").getAsDouble());
            }
            session.detach();
            return new Memory(
                    metrics.getOrDefault("JSHeapUsedSize", Double.NaN), metrics.getOrDefault("Nodes", Double.NaN));
        }
    }
}
