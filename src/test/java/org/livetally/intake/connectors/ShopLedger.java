package org.livetally.intake.connectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.Translation.Part;
import org.livetally.intake.connectors.platform.Translation.Send;
import org.livetally.intake.connectors.platform.UnreadableException;

/**
 * A ledger in miniature, to try translations with: ids count once, the first content stands, and what refers to an order
 * that is not there yet, or not paid yet, waits for it.
 */
public final class ShopLedger {
    private final Map<String, JsonObject> recorded = new TreeMap<>();
    private final Map<String, Long> unpaid = new HashMap<>();
    /** What of a paid order's value was not refunded. */
    private final Map<String, Long> paid = new HashMap<>();

    private final Map<String, JsonObject> parked = new LinkedHashMap<>();
    private long gmv;
    private long refunded;

    /** Records what a delivery stands for. */
    public ShopLedger record(Platform platform, Shop shop, Hook hook) {
        try {
            Translation translation = platform.translate(hook, shop);
            for (Part part : translation.parts()) {
                if (part instanceof Send send) {
                    record(send.message());
                }
            }
            return this;
        } catch (UnreadableException e) {
            throw new AssertionError(hook.text(), e);
        }
    }

    private void record(JsonObject message) {
        apply(message);
        List<JsonObject> waiting = new ArrayList<>(parked.values());
        parked.clear();
        waiting.forEach(this::apply);
    }

    private void apply(JsonObject message) {
        String id = message.getString("id");
        if (recorded.containsKey(id)) {
            return;
        }
        String order = message.getString("order", id);
        boolean done = switch (message.getString("type")) {
            case "order" -> unpaid.put(order, value(message)) == null;
            case "payment" -> pay(order);
            case "cancellation" -> unpaid.remove(order) != null;
            case "refund" -> refund(order, message.getLong("amount"));
            default -> throw new AssertionError(message.encode());
        };
        if (done) {
            recorded.put(id, message);
        } else if (!recorded.containsKey(order) || unpaid.containsKey(order)) {
            parked.put(id, message);
        }
    }

    private static long value(JsonObject order) {
        JsonArray lines = order.getJsonArray("lines");
        return lines.stream()
                .mapToLong(line -> ((JsonObject) line).getLong("amount"))
                .sum();
    }

    private boolean pay(String order) {
        Long value = unpaid.remove(order);
        if (value == null) {
            return false;
        }
        gmv += value;
        paid.put(order, value);
        return true;
    }

    private boolean refund(String order, long amount) {
        Long left = paid.get(order);
        if (left == null || amount > left) {
            return false;
        }
        refunded += amount;
        paid.put(order, left - amount);
        return true;
    }

    /** Everything that can be told of it: equal texts are equal ledgers. */
    public String state() {
        return "gmv " + gmv + ", refunded " + refunded + ", parked " + parked.size() + ", " + recorded.values();
    }

    /** The sum of what was paid, in minor units. */
    public long gmv() {
        return gmv;
    }

    /** The sum of what was refunded, in minor units. */
    public long refunded() {
        return refunded;
    }

    /** How many messages still wait for their order. */
    public int parked() {
        return parked.size();
    }

    /** All orders of the elements. */
    public static <T> List<List<T>> permutations(List<T> elements) {
        if (elements.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            List<T> rest = new ArrayList<>(elements);
            T first = rest.remove(i);
            for (List<T> others : permutations(rest)) {
                List<T> one = new ArrayList<>(List.of(first));
                one.addAll(others);
                all.add(one);
            }
        }
        return all;
    }
}
