package org.livetally.intake.parked;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.livetally.domain.order.OrderEvent;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.MessageJson;

/**
 * A message that waits for its order.
 *
 * @param json as its sender may send it
 * @param order the id of the order that it is about
 * @param source what sent it: the id of a connector
 * @param since epoch milliseconds from which on it waits
 */
public record ParkedMessage(JsonObject json, String type, String order, String source, long since) {

    /** A message that was answered that its order is not there. Nothing else that its sender may have said is kept. */
    public static ParkedMessage of(OrderEvent event, String source, long now) {
        JsonObject json = new JsonObject(Buffer.buffer(JsonBytes.of(event, MessageJson::write)));
        return new ParkedMessage(json, event.type().wire(), event.order(), source, now);
    }

    public String id() {
        return json.getString("id");
    }

    public String stream() {
        return json.getString("stream");
    }

    /** In the form for Redis. */
    String stored() {
        return new JsonObject()
                .put("type", type)
                .put("order", order)
                .put("source", source)
                .put("since", since)
                .put("message", json)
                .encode();
    }

    static ParkedMessage parse(String stored) {
        JsonObject kept = new JsonObject(stored);
        return new ParkedMessage(
                kept.getJsonObject("message"),
                kept.getString("type"),
                kept.getString("order"),
                kept.getString("source"),
                kept.getLong("since"));
    }

    /** What operators see of it. */
    public JsonObject row() {
        JsonObject row = new JsonObject()
                .put("id", id())
                .put("type", type)
                .put("order", order)
                .put("since", since);
        Object amount = json.getValue("amount");
        return amount == null ? row : row.put("amount", amount);
    }
}
