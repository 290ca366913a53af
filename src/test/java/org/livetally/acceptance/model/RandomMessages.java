package org.livetally.acceptance.model;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.livetally.testing.OrderJson;

/** Messages and catalogues of a small world, where everything meets everything soon. The same for a seed. */
final class RandomMessages {
    private static final long LONGEST_AGO_MS = TimeUnit.DAYS.toMillis(3);
    /** About as long as a stream is live. */
    private static final long A_WHILE_AGO_MS = TimeUnit.MINUTES.toMillis(8);

    private final Random random;
    private final String stream;
    private final InstantSource clock;
    private final List<JsonObject> sent = new ArrayList<>();
    private final List<JsonObject> orders = new ArrayList<>();
    /** Ids. */
    private final List<String> deals = new ArrayList<>();

    RandomMessages(Random random, String stream, InstantSource clock) {
        this.random = random;
        this.stream = stream;
        this.clock = clock;
    }

    /** The next message: new, or sent before, or of an id that another one has. */
    private JsonObject next() {
        if (!sent.isEmpty() && chance(8)) {
            return chance(3) ? changed(any(sent)) : any(sent);
        }
        JsonObject message = fresh();
        sent.add(message);
        if (message.getString("type").equals("order")) {
            orders.add(message);
        }
        return message;
    }

    /** Most events are about these orders from now on, the others were refused. */
    void keep(Set<String> recorded) {
        orders.removeIf(order -> !recorded.contains(order.getString("id")) && random.nextInt(8) > 0);
    }

    /** The next messages. */
    List<JsonObject> some(int count) {
        List<JsonObject> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(next());
        }
        return some;
    }

    /** Some frames for one socket, on which each id occurs once. */
    List<List<JsonObject>> frames() {
        List<List<JsonObject>> frames = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            List<JsonObject> frame = some(1 + random.nextInt(4));
            frame.removeIf(message -> !ids.add(message.getString("id")));
            if (!frame.isEmpty()) {
                frames.add(frame);
            }
        }
        return frames;
    }

    private JsonObject fresh() {
        if (chance(6)) {
            return deal();
        }
        int dice = random.nextInt(20);
        if (orders.isEmpty() || dice < 9) {
            return order();
        }
        if (dice < 15) {
            return event();
        }
        return dice < 18 ? stock() : show();
    }

    /** The same id with other content. */
    private JsonObject changed(JsonObject message) {
        JsonObject other = message.copy();
        return switch (message.getString("type")) {
            case "order" -> other.put("channel", "another");
            case "stock" -> other.put("add", message.getLong("add") + 10);
            case "show" -> other.put("host", "another");
            case "deal", "delivery" -> other.put("amount", message.getLong("amount") + 1);
            case "deal_cancellation" -> other.put("deal", "another");
            default -> other.put("order", "another");
        };
    }

    private JsonObject message(String type, String prefix) {
        JsonObject message = new JsonObject()
                .put("type", type)
                .put("id", prefix + sent.size())
                .put("stream", stream);
        return chance(2)
                ? message.put("at", clock.millis() - random.nextLong(chance(2) ? LONGEST_AGO_MS : A_WHILE_AGO_MS))
                : message;
    }

    private JsonObject order() {
        JsonArray lines = new JsonArray();
        int count = chance(12) ? 7 : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            lines.add(OrderJson.line(any(RandomCatalogues.SKUS), 1 + random.nextInt(4), random.nextInt(4) * 1_003L));
        }
        JsonObject order = message("order", "o-").put("lines", lines);
        put(order, "channel", "ch", 3);
        if (chance(4)) {
            put(order, "host", "host", 3);
        }
        if (chance(2)) {
            order.put("status", "placed");
        }
        if (chance(20)) { // not a producer's to say
            order.put("numbers", new JsonObject().put("yak", new JsonArray().add(99)));
        }
        if (!chance(4)) {
            JsonObject buyer = new JsonObject();
            put(buyer, "id", "u", 6);
            put(buyer, "group", "group", 3);
            put(buyer, "city", "city", 3);
            put(buyer, "province", "province", 2);
            order.put("buyer", buyer);
        }
        return order;
    }

    private void put(JsonObject into, String field, String prefix, int kinds) {
        int kind = random.nextInt(kinds + 1);
        if (kind > 0) {
            into.put(field, prefix + "-" + kind);
        }
    }

    private JsonObject event() {
        JsonObject order = recent();
        String type = chance(2) ? "refund" : chance(3) ? "cancellation" : "payment";
        JsonObject event = message(type, "e-").put("order", chance(20) ? "nobody" : order.getString("id"));
        return type.equals("refund") ? refund(event, order) : event;
    }

    /** Mostly one of the newest orders: their life is not over. */
    private JsonObject recent() {
        int newest = Math.min(orders.size(), 5);
        return chance(4) ? any(orders) : orders.get(orders.size() - 1 - random.nextInt(newest));
    }

    private JsonObject refund(JsonObject refund, JsonObject order) {
        long value = Purchase.lines(order).stream()
                .mapToLong(line -> line.getLong("amount"))
                .sum();
        refund.put("amount", chance(3) ? Math.max(1, value) : 1 + random.nextLong(value + 1));
        if (chance(2)) {
            JsonArray lines = new JsonArray();
            List<String> skus = new ArrayList<>(Purchase.units(order).keySet());
            if (chance(8)) {
                skus.add("nothing");
            }
            skus.stream()
                    .filter(sku -> chance(2) || lines.isEmpty())
                    .forEach(sku -> lines.add(new JsonObject().put("sku", sku).put("qty", 1 + random.nextInt(3))));
            refund.put("lines", lines);
        }
        return chance(3) ? refund.put("restock", random.nextBoolean()) : refund;
    }

    private JsonObject stock() {
        int add = 1 + random.nextInt(6);
        return message("stock", "st-").put("sku", any(RandomCatalogues.SKUS)).put("add", chance(2) ? add : -add);
    }

    /** A deal, or an event of one of the newest. */
    private JsonObject deal() {
        if (deals.isEmpty() || chance(3)) {
            JsonObject deal = message("deal", "d-")
                    .put("kind", chance(3) ? "intent" : "agreement")
                    .put("counterparty", "company")
                    .put("amount", random.nextInt(4) * 100L);
            if (chance(2)) {
                deal.put("qty", 1 + random.nextInt(4)).put("unit", "box");
            }
            if (chance(3)) {
                deal.put("maker", "maker").put("income", random.nextInt(50));
            }
            deals.add(deal.getString("id"));
            return deal;
        }
        int newest = Math.min(deals.size(), 3);
        String about = chance(12) ? "nobody" : deals.get(deals.size() - 1 - random.nextInt(newest));
        if (chance(4)) {
            return message("deal_cancellation", "dc-").put("deal", about);
        }
        JsonObject delivery = message("delivery", "dl-").put("deal", about).put("amount", random.nextInt(3) * 100L);
        return chance(2) ? delivery.put("qty", 1 + random.nextInt(3)) : delivery;
    }

    private JsonObject show() {
        JsonObject show = message("show", "sh-");
        int fields = 1 + random.nextInt(3);
        if ((fields & 1) != 0) {
            show.put("host", chance(4) ? null : "host-" + random.nextInt(3));
        }
        if ((fields & 2) != 0) {
            show.put("sku", chance(4) ? null : any(RandomCatalogues.SKUS));
        }
        return show;
    }

    /** True in one of so many cases. */
    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
