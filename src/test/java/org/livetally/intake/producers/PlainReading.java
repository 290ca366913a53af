package org.livetally.intake.producers;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Text;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.StreamEvent;

/** The simplest way to read a frame: parse all of it to a tree, then look. Slow, and independent of the real reader. */
final class PlainReading {
    private PlainReading() {}

    /** The messages of a frame as trees; throws if the frame is not JSON. */
    static List<JsonObject> messages(byte[] frame) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(frame))
                .toString();
        Object json = Json.decodeValue(text);
        return json instanceof JsonArray array
                ? array.stream().map(JsonObject.class::cast).toList()
                : List.of((JsonObject) json);
    }

    static boolean isUtf8(byte[] frame) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The message that the tree describes; null if there is none. */
    static Message of(JsonObject sent) {
        JsonObject tree = Objects.requireNonNull((JsonObject) normal(sent));
        String id = tree.getString("id");
        String stream = tree.getString("stream");
        long at = tree.getValue("at") == null ? Message.NO_TIME : integer(tree.getValue("at"));
        return switch (tree.getString("type")) {
            case "payment" -> new OrderEvent.Payment(id, stream, tree.getString("order"), tree.getString("reason"), at);
            case "cancellation" ->
                new OrderEvent.Cancellation(id, stream, tree.getString("order"), tree.getString("reason"), at);
            case "refund" ->
                new OrderEvent.Refund(
                        id,
                        stream,
                        tree.getString("order"),
                        integer(tree.getValue("amount")),
                        returned(tree),
                        tree.getBoolean("restock") == null || tree.getBoolean("restock"),
                        tree.getString("reason"),
                        at,
                        null);
            case "order" ->
                new Order(
                        id,
                        stream,
                        tree.getString("channel"),
                        tree.getString("host"),
                        buyer(tree),
                        lines(tree),
                        isPaid(tree),
                        at,
                        null,
                        Map.of());
            case "stock" ->
                new StreamEvent.StockChange(
                        id, stream, tree.getString("sku"), integer(tree.getValue("add")), tree.getString("reason"), at);
            case "show" -> new StreamEvent.Show(id, stream, change(tree, "host"), change(tree, "sku"), at);
            default -> throw new IllegalArgumentException(tree.getString("type"));
        };
    }

    /** The same with all its texts in their normal form. */
    private static @Nullable Object normal(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            JsonObject normal = new JsonObject();
            object.fieldNames().forEach(name -> normal.put(name, normal(object.getValue(name))));
            return normal;
        }
        if (value instanceof JsonArray array) {
            JsonArray normal = new JsonArray();
            for (int i = 0; i < array.size(); i++) {
                normal.add(normal(array.getValue(i)));
            }
            return normal;
        }
        return value instanceof String text ? Text.normal(text) : value;
    }

    private static StreamEvent.Show.@Nullable Change change(JsonObject tree, String field) {
        return tree.containsKey(field) ? new StreamEvent.Show.Change(tree.getString(field)) : null;
    }

    private static boolean isPaid(JsonObject tree) {
        Object status = tree.getValue("status");
        if (status == null || status.equals("paid")) {
            return true;
        }
        if (status.equals("placed")) {
            return false;
        }
        throw new IllegalArgumentException("status " + status);
    }

    private static Order.@Nullable Buyer buyer(JsonObject tree) {
        JsonObject buyer = tree.getJsonObject("buyer");
        return buyer == null
                ? null
                : new Order.Buyer(buyer.getString("id"), buyer.getString("group"), buyer.getString("city"));
    }

    private static List<Order.Line> lines(JsonObject tree) {
        return tree.getJsonArray("lines").stream()
                .map(JsonObject.class::cast)
                .map(line -> new Order.Line(
                        line.getString("sku"), integer(line.getValue("qty")), integer(line.getValue("amount"))))
                .toList();
    }

    private static List<Returned> returned(JsonObject tree) {
        JsonArray lines = tree.getJsonArray("lines");
        return lines == null
                ? List.of()
                : lines.stream()
                        .map(JsonObject.class::cast)
                        .map(line -> new Returned(line.getString("sku"), integer(line.getValue("qty"))))
                        .toList();
    }

    /** Not {@code getLong}, which would drop a fraction. */
    private static long integer(Object number) {
        if (number instanceof Integer || number instanceof Long) {
            return ((Number) number).longValue();
        }
        throw new IllegalArgumentException("no integer: " + number);
    }
}
