package org.livetally.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.intake.shop.ShopOrders;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestRedis;

/** How a viewer's order is completed before it is recorded, and which orders are refused. */
final class ShopOrdersTest extends AudienceFixture {
    private static final long PRICE = 19_800;

    @BeforeEach
    void sell() {
        open("1");
        product("tea", "{\"name\":\"茶\",\"unit\":\"盒\",\"retailPrice\":22800,\"price\":19800}");
        product("gold", "{\"name\":\"金\",\"unit\":\"\",\"price\":100000000}");
        product("unpriced", "{\"name\":\"样\",\"unit\":\"\",\"retailPrice\":100}");
    }

    @Test
    void anOrderIsPlacedByTheViewerThroughTheChannelLive() {
        JsonObject order = order("live-1", OrderJson.line("tea", 2, 2 * PRICE))
                .put("buyer", OrderJson.buyer("somebody-else", "仁爱社区", "杭州"))
                .put("stream", "another")
                .put("status", "paid")
                .put("channel", "tmall")
                .put("at", 1_592_208_000_123L);

        JsonObject answer = connect("ann").ask(order);

        assertEquals("{\"type\":\"ack\",\"id\":\"live-1\",\"result\":\"recorded\",\"seq\":\"1-1\"}", answer.encode());
        assertEquals(
                new Order(
                        "live-1",
                        STREAM,
                        "live",
                        new Order.Buyer("ann", "仁爱社区", "杭州"),
                        List.of(new Order.Line("tea", 2, 2 * PRICE)),
                        false,
                        Message.NO_TIME),
                server().recorded.get(0));
    }

    @Test
    void withoutAnAmountTheServerPrices() {
        JsonObject line = new JsonObject().put("sku", "tea").put("qty", 3);

        assertEquals("ack", connect("ann").ask(order("live-1", line)).getString("type"));

        assertEquals(3 * PRICE, ((Order) server().recorded.get(0)).amount());
    }

    @ParameterizedTest
    @CsvSource({
        "tea, 2, 39599, lines[0].amount",
        "tea, 2, 0, lines[0].amount",
        "tea, 2, 100000001, lines[0].amount",
        "tea, 2, -1, lines[0].amount",
        "tea, 0, 0, lines[0].qty",
        "tea, 1000, 19800000, lines[0].qty",
        "gold, 2, -, lines",
        "unknown, 1, 1, lines[0].sku",
        "unpriced, 1, 100, lines[0].sku",
        "unpriced, 1, 0, lines[0].sku",
    })
    void pricesAndLimitsAreTheServers(String sku, int qty, String amount, String field) {
        JsonObject line = new JsonObject().put("sku", sku).put("qty", qty);
        if (!amount.equals("-")) {
            line.put("amount", Long.parseLong(amount));
        }
        assertRefused("invalid_order", field, order("live-1", line));
    }

    @Test
    void twentyLinesFitAndNotOneMore() {
        String sku = "茶".repeat(64);
        product(sku, "{\"name\":\"" + "茶".repeat(100) + "\",\"price\":99999}");
        JsonObject most = order(
                        "live-" + "x".repeat(59),
                        IntStream.range(0, 20)
                                .mapToObj(i -> OrderJson.line(sku, 50, 50 * 99_999))
                                .toArray(JsonObject[]::new))
                .put("buyer", OrderJson.buyer("", "组".repeat(64), "市".repeat(64)));

        JsonObject answer = connect("ann").ask(most);

        assertEquals("ack", answer.getString("type"), answer.encode());
        most.getJsonArray("lines").add(OrderJson.line("tea", 1, PRICE));
        assertRefused("invalid_order", "lines", most);
    }

    @ParameterizedTest
    @CsvSource({"wsnb-000124", "LIVE-1", "''", "live"})
    void anIdOfTheProducersSpaceIsNotTaken(String id) {
        assertRefused("invalid_order", "id", order(id, OrderJson.line("tea", 1, PRICE)));
    }

    @Test
    void anIdTooLongOrMissingIsRefused() {
        assertRefused("invalid_order", "id", order("live-" + "x".repeat(60), OrderJson.line("tea", 1, PRICE)));
        JsonObject nameless = order("live-1", OrderJson.line("tea", 1, PRICE));
        nameless.remove("id");
        assertRefused("invalid_order", "id", nameless);
    }

    @Test
    void aViewerWhoseIdIsNoNameIsNoBuyer() {
        JsonObject answer = connect("a%00b").ask(order("live-1", OrderJson.line("tea", 1, PRICE)));

        assertEquals("viewer", answer.getString("field"));
        assertTrue(server().recorded.isEmpty());
    }

    @Test
    void closedStreamsTakeNone() {
        for (String flag : List.of("0", "")) {
            open(flag);
            assertRefused("forbidden", "null", order("live-1", OrderJson.line("tea", 1, PRICE)));
            assertRefused("forbidden", "null", order("live-1"));
        }
    }

    @Test
    void fiveAtOnceAndThenTheyMustWait() {
        TestViewer viewer = connect("ann");
        for (int i = 0; i < 5; i++) {
            assertEquals("ack", ask(viewer, "live-" + i).getString("type"));
        }

        JsonObject sixth = ask(viewer, "live-5");

        assertEquals("busy", sixth.getString("code"));
        assertEquals("live-5", sixth.getString("id"));
        assertEquals(true, sixth.getBoolean("retry"));
        assertEquals(5, server().recorded.size());
        assertEquals("ack", ask(connect("bob"), "live-b").getString("type"), "each connection has its own");
    }

    @Test
    void badOrdersCountToo() {
        TestViewer viewer = connect("ann");
        for (int i = 0; i < 5; i++) {
            assertEquals("invalid_order", viewer.ask(order("wsnb-1")).getString("code"));
        }
        assertEquals("busy", ask(viewer, "live-1").getString("code"));
    }

    @Test
    void whatProducersNeedOfPlacedIsLeftToThem() {
        TestRedis.command("HSET", KEYS.totals(), "placed", Long.toString(ShopOrders.MAX_PLACED - 1));
        assertEquals("ack", ask(connect("ann"), "live-1").getString("type"));

        TestRedis.command("HSET", KEYS.totals(), "placed", Long.toString(ShopOrders.MAX_PLACED));

        assertRefused("invalid_order", "lines", order("live-2", OrderJson.line("tea", 1, PRICE)), 1);
    }

    @Test
    void unpaidOrdersDoNotFillTheMemory() {
        TestRedis.command("HSET", KEYS.totals(), "waiting", Long.toString(ShopOrders.MAX_WAITING - 1));
        assertEquals("ack", ask(connect("ann"), "live-1").getString("type"));

        TestRedis.command("HSET", KEYS.totals(), "waiting", Long.toString(ShopOrders.MAX_WAITING));

        assertRefused("busy", "null", order("live-2", OrderJson.line("tea", 1, PRICE)), 1);
    }

    @Test
    void unpaidOrdersOfProducersAreNotTheAudiences() {
        TestRedis.command(
                "EVAL",
                "for i = 1, ARGV[1] do redis.call('HSET', KEYS[1], i, '') end",
                "1",
                KEYS.placed(),
                Long.toString(ShopOrders.MAX_WAITING));

        assertEquals("ack", ask(connect("ann"), "live-1").getString("type"));
    }

    @Test
    void aMistakeOfOursIsNotBlamedOnRedis() {
        product("broken", "{");

        JsonObject answer = connect("ann").ask(order("live-1", OrderJson.line("broken", 1, 1)));

        assertEquals("unavailable", answer.getString("code"));
        assertTrue(answer.encode().contains("this is an error of the server"), answer::encode);
    }

    @Test
    void whatWasRecordedIsPassedOnWhateverThePriceIsNow() {
        remember(
                "live-1",
                "[{\"id\":\"live-0\",\"type\":\"payment\"},{\"id\":\"live-1\",\"type\":\"order\","
                        + "\"lines\":[{\"sku\":\"tea\",\"qty\":2,\"amount\":39600},{\"sku\":\"gone\",\"qty\":1,\"amount\":7}]}]");
        product("tea", "{\"name\":\"茶\",\"price\":20000}");
        TestViewer viewer = connect("ann");

        viewer.ask(order("live-1", OrderJson.line("tea", 2, 39_600), OrderJson.line("gone", 1, 7)));
        viewer.ask(order(
                "live-1",
                new JsonObject().put("sku", "tea").put("qty", 2),
                new JsonObject().put("sku", "gone").put("qty", 1)));
        open("0");
        viewer.ask(order("live-1", OrderJson.line("tea", 2, 39_600), OrderJson.line("gone", 1, 7)));

        assertEquals(3, server().recorded.size(), "the ledger says that they are the same");
        assertEquals(server().recorded.get(0), server().recorded.get(1));
        assertEquals(server().recorded.get(0), server().recorded.get(2));
    }

    @Test
    void theCurrencyThatAViewerNamesIsPassedOnToBeChecked() {
        TestViewer viewer = connect("ann");

        viewer.ask(order("live-1", OrderJson.line("tea", 2, 2 * PRICE)).put("currency", "USD"));
        viewer.ask(order("live-2", OrderJson.line("tea", 2, 2 * PRICE)));

        assertEquals("USD", server().recorded.get(0).currency());
        assertNull(server().recorded.get(1).currency());
        assertRefused(
                "invalid_order",
                "currency",
                order("live-3", OrderJson.line("tea", 2, 2 * PRICE)).put("currency", 840));
    }

    private static void remember(String id, String entry) {
        TestRedis.command("XADD", KEYS.ledger(), "100-1", "messages", entry);
        TestRedis.command("HSET", KEYS.ids(), id, "100-1 0123456789abcdef placed 39607");
    }

    private static void open(String flag) {
        TestRedis.command("HSET", KEYS.settings(), "openOrders", flag);
    }

    private static void product(String sku, String json) {
        TestRedis.command("HSET", KEYS.catalogue(), sku, json);
    }

    private static JsonObject order(String id, JsonObject... lines) {
        return new JsonObject()
                .put("type", "order")
                .put("id", id)
                .put("lines", new JsonArray(new ArrayList<>(List.of(lines))));
    }

    private static JsonObject ask(TestViewer viewer, String id) {
        return viewer.ask(order(id, OrderJson.line("tea", 1, PRICE)));
    }

    private void assertRefused(String code, String field, JsonObject order) {
        assertRefused(code, field, order, server().recorded.size());
    }

    private void assertRefused(String code, String field, JsonObject order, int recorded) {
        JsonObject answer = connect("ann").ask(order);

        assertEquals(code + " " + field, answer.getString("code") + " " + answer.getString("field"), answer.encode());
        assertEquals(order.getString("id"), answer.getString("id"));
        assertEquals(code.equals("busy"), answer.getBoolean("retry"));
        assertEquals(recorded, server().recorded.size());
    }
}
