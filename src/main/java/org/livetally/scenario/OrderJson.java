package org.livetally.scenario;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.livetally.scenario.Scenario.Buyer;
import org.livetally.scenario.Scenario.Order;

/**
 * Orders as the contract of {@code /ws/orders} wants them. The same order always gives the same text: a resend with anything
 * different in it would be a {@code conflict}.
 *
 * @param startedAt of the stream, in epoch milliseconds
 */
record OrderJson(String stream, long startedAt) {

    /** One message, or an array of them. */
    String frame(List<Order> orders) {
        if (orders.size() == 1) {
            return message(orders.get(0)).encode();
        }
        JsonArray array = new JsonArray();
        orders.forEach(order -> array.add(message(order)));
        return array.encode();
    }

    private JsonObject message(Order order) {
        JsonArray lines = new JsonArray();
        order.lines()
                .forEach(line -> lines.add(new JsonObject()
                        .put("sku", line.sku())
                        .put("qty", line.qty())
                        .put("amount", line.amount())));
        return new JsonObject()
                .put("type", "order")
                .put("id", order.id())
                .put("stream", stream)
                .put("channel", order.channel())
                .put("buyer", buyer(order.buyer()))
                .put("lines", lines)
                .put("status", "paid")
                .put("at", startedAt + order.at());
    }

    private static JsonObject buyer(Buyer buyer) {
        JsonObject json = new JsonObject().put("id", buyer.id());
        if (buyer.group() != null) {
            json.put("group", buyer.group());
        }
        return json.put("city", buyer.city());
    }
}
