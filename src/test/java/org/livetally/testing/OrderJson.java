package org.livetally.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Orders and deals as producers write them. */
public final class OrderJson {
    private OrderJson() {}

    /** A paid order of one line of {@code tea}, one unit; tests change it as needed. */
    public static JsonObject order(String stream, String id, long amount) {
        return new JsonObject()
                .put("type", "order")
                .put("id", id)
                .put("stream", stream)
                .put("lines", new JsonArray().add(line("tea", 1, amount)));
    }

    /** An agreement. */
    public static JsonObject deal(String stream, String id, long amount) {
        return new JsonObject()
                .put("type", "deal")
                .put("id", id)
                .put("stream", stream)
                .put("kind", "agreement")
                .put("counterparty", "a company")
                .put("amount", amount);
    }

    public static JsonObject line(String sku, long qty, long amount) {
        return new JsonObject().put("sku", sku).put("qty", qty).put("amount", amount);
    }

    public static JsonObject buyer(String id, String group, String city) {
        return new JsonObject().put("id", id).put("group", group).put("city", city);
    }
}
