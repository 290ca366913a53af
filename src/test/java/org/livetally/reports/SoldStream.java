package org.livetally.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;

/** A stream of which everything that a report says is something: it sells, ends, and is corrected afterwards. */
record SoldStream(LiveServer server, String id) {
    /** Value of orders that name no buyer. */
    static final long ANONYMOUS = 3_000;
    /** What five buyers hold of it, less refunds. */
    static final long OF_FIVE = 5 * 30_000 - 15_000;

    /** Creates the stream and lets all of it happen. */
    void record() {
        JsonObject honey = new JsonObject()
                .put("name", "蜂蜜")
                .put("unit", "瓶")
                .put("series", "林芝")
                .put("category", "食品")
                .put("stock", 1_000)
                .put("levy", new JsonObject().put("fund", "学校").put("amount", 10));
        server.create(new JsonObject()
                .put("id", id)
                .put("title", "那曲专场")
                .put("goal", 100_000)
                .put("products", new JsonObject().put("honey", honey).put("tea", new JsonObject().put("name", "茶"))));
        answered(server.send("PUT", "/api/streams/" + id + "/groups", "{\"仁爱\":{\"headCount\":300}}")
                .statusCode());
        server.startStream(id);
        post(message("show", "show-1").put("host", "洛桑").put("sku", "honey"));
        for (int i = 1; i <= 30; i++) {
            post(order("o-" + i, "buyer-" + i, i <= 5 ? 30_000 : 2_000));
        }
        post(OrderJson.order(id, "anonymous", ANONYMOUS).put("channel", "抖音"));
        post(order("waits", "buyer-1", 900).put("status", "placed"));
        post(order("pays", "buyer-30", 16_600).put("status", "placed"));
        post(message("payment", "payment-1").put("order", "pays"));
        post(order("leaves", "buyer-31", 800).put("status", "placed"));
        post(message("cancellation", "cancellation-1").put("order", "leaves"));
        post(message("refund", "refund-1")
                .put("order", "o-1")
                .put("amount", 10_000)
                .put(
                        "lines",
                        new JsonArray().add(new JsonObject().put("sku", "honey").put("qty", 1))));
        post(message("refund", "refund-2").put("order", "o-2").put("amount", 5_000));
        post(message("stock", "stock-1").put("sku", "honey").put("add", 5));
        post(message("stock", "stock-2").put("sku", "honey").put("add", -2));
        post(message("deal", "deal-1")
                .put("kind", "agreement")
                .put("counterparty", "超市")
                .put("amount", 6_000_000));
        server.endStream(id);
        late("late");
    }

    /** An order that is recorded after the end. */
    void late(String order) {
        JsonObject stream =
                new JsonObject(server.send("GET", "/api/streams/" + id, "").body());
        post(order(order, "buyer-6", 700).put("at", stream.getLong("startedAt")));
    }

    private JsonObject order(String order, String buyer, long amount) {
        return OrderJson.order(id, order, amount)
                .put("channel", "抖音")
                .put("lines", new JsonArray().add(OrderJson.line("honey", 2, amount)))
                .put(
                        "buyer",
                        new JsonObject()
                                .put("id", buyer)
                                .put("group", "仁爱")
                                .put("city", "城" + buyer.charAt(buyer.length() - 1))
                                .put("province", "西藏"));
    }

    private JsonObject message(String type, String message) {
        return new JsonObject().put("type", type).put("id", message).put("stream", id);
    }

    private void post(JsonObject message) {
        String answer = server.postOrders(message.encode()).body();
        assertEquals("recorded", new JsonObject(answer).getString("result"), answer);
    }

    private static void answered(int status) {
        assertEquals(2, status / 100, () -> "answered " + status);
    }
}
