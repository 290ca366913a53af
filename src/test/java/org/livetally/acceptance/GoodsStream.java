package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;

/** A live stream whose products have stock and numbers, and what its producers send. */
record GoodsStream(LiveServer server) {
    static final String STREAM = "naqu";

    /** Creates the stream and starts it. In the order of the catalogue: honey (12 left), tea (not counted), yak (300). */
    static GoodsStream live(LiveServer server) {
        JsonObject honey = product("高原蜂蜜", 9_800)
                .put("unit", "瓶")
                .put("sellingPoints", "不加一滴水")
                .put("stock", 12);
        JsonObject numbered =
                new JsonObject().put("prefix", "Y-").put("first", 1).put("last", 300);
        JsonObject yak = product("那曲牦牛", 100_000).put("stock", 300).put("numbered", numbered);
        server.create(new JsonObject()
                .put("id", STREAM)
                .put("title", "那曲专场")
                .put("goal", 1_000_000)
                .put("public", true)
                .put("openOrders", true)
                .put(
                        "products",
                        new JsonObject()
                                .put("honey", honey)
                                .put("tea", product("酥油茶", 4_990))
                                .put("yak", yak)));
        server.startStream(STREAM);
        return new GoodsStream(server);
    }

    private static JsonObject product(String name, long price) {
        return new JsonObject().put("name", name).put("price", price);
    }

    /** An order of one line; paid, unless the caller says otherwise. */
    static JsonObject order(String id, String sku, long qty, long amount) {
        return OrderJson.order(STREAM, id, 0).put("lines", new JsonArray().add(OrderJson.line(sku, qty, amount)));
    }

    static JsonObject message(String type, String id) {
        return new JsonObject().put("type", type).put("id", id).put("stream", STREAM);
    }

    void post(JsonObject message) {
        String answer = server.postOrders(message.encode()).body();
        assertEquals("recorded", new JsonObject(answer).getString("result"), answer);
    }

    /** The newest message of the ledger. */
    JsonObject newest() {
        return new JsonObject(server.send("GET", "/api/streams/" + STREAM + "/orders?newest=true&limit=1", "")
                        .body())
                .getJsonArray("messages")
                .getJsonObject(0);
    }

    /** What is left of a product. */
    long left(String sku) {
        return new JsonObject(server.send("GET", "/api/streams/" + STREAM + "/stock", "")
                        .body())
                .getLong(sku);
    }
}
