package org.livetally.acceptance.model;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An order, what its products were when it was placed, and what became of it. */
final class Purchase {
    final JsonObject order;
    /** Who presented, if anybody did. */
    final @Nullable String host;
    /** The catalogue's products of its lines, as they were when it was placed. */
    final Map<String, JsonObject> products = new HashMap<>();
    /** Its products that were taken from a stock. */
    final Set<String> fromStock = new HashSet<>();

    final NavigableMap<String, TreeSet<Long>> numbers = new TreeMap<>();
    final Map<String, Long> returned = new HashMap<>();
    String state = "placed";
    long refunded;

    Purchase(JsonObject order, @Nullable String host) {
        this.order = order;
        this.host = host;
    }

    static List<JsonObject> lines(JsonObject message) {
        List<JsonObject> lines = new ArrayList<>();
        if (message.getJsonArray("lines") != null) {
            message.getJsonArray("lines").forEach(line -> lines.add((JsonObject) line));
        }
        return lines;
    }

    long amount() {
        return lines(order).stream().mapToLong(line -> line.getLong("amount")).sum();
    }

    /** Sku to units of all lines. */
    static Map<String, Long> units(JsonObject message) {
        Map<String, Long> units = new TreeMap<>();
        lines(message).forEach(line -> units.merge(line.getString("sku"), line.getLong("qty"), Long::sum));
        return units;
    }

    /** Sku to units that were not returned. */
    Map<String, Long> kept() {
        Map<String, Long> kept = units(order);
        returned.forEach((sku, units) -> kept.merge(sku, -units, Long::sum));
        return kept;
    }

    /** The numbers that it has now. */
    Map<String, List<Long>> held() {
        Map<String, List<Long>> held = new TreeMap<>();
        numbers.forEach((sku, its) -> {
            if (!its.isEmpty()) {
                held.put(sku, List.copyOf(its));
            }
        });
        return held;
    }
}
