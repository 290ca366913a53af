package org.livetally.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.LiveServer;

/** The delivery list of a real server, compared with a simple model of what it accepted. */
final class DeliveriesTest {
    private static final String STREAM = "naqu-4500m";
    private static final String HEADER = "\uFEFFgroup,sku,name,quantity,unit\r\n";
    private static final int PRICE = 10;

    @RegisterExtension
    final LiveServer server = LiveServer.with(STREAM);

    private final Random random = new Random();
    private final Map<String, Model> orders = new TreeMap<>();
    private int ids;

    /** An order by what was accepted so far: sku to units that are left. */
    private static final class Model {
        final String group;
        final Map<String, Long> left;
        long unrefunded;
        boolean paid;

        Model(String group, Map<String, Long> left, boolean paid) {
            this.group = group;
            this.left = left;
            this.paid = paid;
            this.unrefunded =
                    PRICE * left.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    @Test
    void namesProductsAndLeavesOutWhatIsNotPaidOrCameBack() {
        server.send(
                "PATCH", "/api/streams/" + STREAM, "{\"products\":{\"honey\":{\"name\":\"高原野蜂蜜\",\"unit\":\"瓶\"}}}");
        assertEquals(HEADER, csv());

        take(order("paid", "仁爱社区", true, Map.of("honey", 3L, "tea", 1L)));
        take(order("placed", "仁爱社区", false, Map.of("honey", 50L)));
        take(order("placed and paid", "", false, Map.of("honey", 4L)));
        take(event("payment", "placed and paid"));
        take(order("cancelled", "仁爱社区", false, Map.of("honey", 60L)));
        take(event("cancellation", "cancelled"));
        take(order("back", "=cmd", true, Map.of("honey", 9L)));
        take(event("refund", "back").put("amount", 90));
        take(event("refund", "paid").put("amount", 1).put("lines", returned("honey", 1)));

        assertEquals(HEADER + ",honey,高原野蜂蜜,4,瓶\r\n仁爱社区,honey,高原野蜂蜜,2,瓶\r\n仁爱社区,tea,,1,\r\n", csv());
        assertEquals(
                200,
                server.send("GET", "/api/streams/" + STREAM + "/deliveries.xlsx", "")
                        .statusCode());
        assertEquals(
                404,
                server.send("GET", "/api/streams/nowhere/deliveries.csv", "").statusCode());
    }

    @RepeatedTest(3)
    void isWhatASimpleModelSays() {
        for (int i = 0; i < 40; i++) {
            JsonArray batch = new JsonArray();
            List<JsonObject> sent = new ArrayList<>();
            for (int k = 0; k < 10; k++) {
                JsonObject message = orders.isEmpty() || random.nextInt(3) == 0 ? randomOrder() : randomEvent();
                sent.add(message);
                batch.add(message);
            }
            JsonArray answers = new JsonArray(server.postOrders(batch.encode()).body());
            for (int k = 0; k < sent.size(); k++) {
                if (answers.getJsonObject(k).getString("type").equals("ack")) {
                    accepted(sent.get(k));
                }
            }
        }
        assertEquals(expected(), csv());
    }

    private Model model(String order) {
        return Objects.requireNonNull(orders.get(order));
    }

    private JsonObject randomOrder() {
        Map<String, Long> units = new TreeMap<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            units.put("sku" + random.nextInt(4), random.nextLong(1, 5));
        }
        String group = random.nextInt(4) == 0 ? "" : "group " + random.nextInt(3);
        return order("o-" + ids++, group, random.nextBoolean(), units);
    }

    private JsonObject randomEvent() {
        List<String> known = List.copyOf(orders.keySet());
        String order = known.get(random.nextInt(known.size()));
        return switch (random.nextInt(4)) {
            case 0 -> event("payment", order);
            case 1 -> event("cancellation", order);
            case 2 -> event("refund", order).put("amount", Math.max(1, model(order).unrefunded));
            default ->
                event("refund", order)
                        .put("amount", random.nextLong(1, 30))
                        .put("lines", returned("sku" + random.nextInt(4), random.nextLong(1, 3)));
        };
    }

    private static JsonArray returned(String sku, long qty) {
        return new JsonArray().add(new JsonObject().put("sku", sku).put("qty", qty));
    }

    private JsonObject order(String id, String group, boolean paid, Map<String, Long> units) {
        JsonArray lines = new JsonArray();
        units.forEach((sku, qty) ->
                lines.add(new JsonObject().put("sku", sku).put("qty", qty).put("amount", PRICE * qty)));
        JsonObject order = new JsonObject()
                .put("type", "order")
                .put("id", id)
                .put("stream", STREAM)
                .put("status", paid ? "paid" : "placed")
                .put("lines", lines);
        return group.isEmpty() ? order : order.put("buyer", new JsonObject().put("group", group));
    }

    private JsonObject event(String type, String order) {
        return new JsonObject()
                .put("type", type)
                .put("id", "e-" + ids++)
                .put("stream", STREAM)
                .put("order", order);
    }

    private void take(JsonObject message) {
        String answer = server.postOrders(message.encode()).body();
        assertEquals("ack", new JsonObject(answer).getString("type"), answer);
    }

    private void accepted(JsonObject message) {
        switch (message.getString("type")) {
            case "order" -> {
                Map<String, Long> units = new TreeMap<>();
                message.getJsonArray("lines")
                        .forEach(line ->
                                units.put(((JsonObject) line).getString("sku"), ((JsonObject) line).getLong("qty")));
                String group = message.getJsonObject("buyer", new JsonObject()).getString("group", "");
                orders.put(
                        message.getString("id"),
                        new Model(group, units, message.getString("status").equals("paid")));
            }
            case "payment" -> model(message.getString("order")).paid = true;
            case "refund" -> {
                Model order = model(message.getString("order"));
                order.unrefunded -= message.getLong("amount");
                if (message.containsKey("lines")) {
                    JsonObject line = message.getJsonArray("lines").getJsonObject(0);
                    order.left.merge(line.getString("sku"), -line.getLong("qty"), Long::sum);
                } else if (order.unrefunded == 0) {
                    order.left.clear();
                }
            }
            default -> {} // a cancellation: it was not paid, and will not be
        }
    }

    private String expected() {
        Map<String, Map<String, Long>> units = new TreeMap<>();
        orders.values().stream()
                .filter(order -> order.paid)
                .forEach(order -> order.left.forEach((sku, left) -> {
                    if (left > 0) {
                        units.computeIfAbsent(order.group, any -> new TreeMap<>())
                                .merge(sku, left, Long::sum);
                    }
                }));
        StringBuilder file = new StringBuilder(HEADER);
        units.forEach((group, of) -> of.forEach((sku, left) -> file.append(group + "," + sku + ",," + left + ",\r\n")));
        return file.toString();
    }

    private String csv() {
        return server.send("GET", "/api/streams/" + STREAM + "/deliveries.csv", "")
                .body();
    }
}
