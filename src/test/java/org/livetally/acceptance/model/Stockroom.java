package org.livetally.acceptance.model;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is left of products whose stock is counted, and which numbers of numbered products are taken. */
final class Stockroom {
    private final Map<String, Long> left = new TreeMap<>();
    private final Map<String, TreeSet<Long>> taken = new TreeMap<>();

    /** A catalogue names a stock: the first one counts. */
    void open(String sku, long stock) {
        left.putIfAbsent(sku, stock);
    }

    boolean counts(String sku) {
        return left.containsKey(sku);
    }

    long left(String sku) {
        return left.getOrDefault(sku, 0L);
    }

    void move(String sku, long units) {
        left.merge(sku, units, Long::sum);
    }

    /** Refuses an order by its first line that does not fit; null if all fit. */
    @Nullable
    Answer refusal(List<JsonObject> lines, Map<String, JsonObject> catalogue) {
        Map<String, Long> before = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String sku = lines.get(i).getString("sku");
            long qty = lines.get(i).getLong("qty");
            long fits = fits(sku, catalogue.getOrDefault(sku, new JsonObject())) - before.getOrDefault(sku, 0L);
            if (qty > fits) {
                return Answer.soldOut("lines[" + i + "].qty", fits);
            }
            before.merge(sku, qty, Long::sum);
        }
        return null;
    }

    private long fits(String sku, JsonObject product) {
        long stock = left.getOrDefault(sku, Long.MAX_VALUE);
        return Math.min(stock, isNumbered(product) ? free(sku, product).size() : Long.MAX_VALUE);
    }

    static boolean isNumbered(JsonObject product) {
        return product.getJsonObject("numbered") != null;
    }

    /** The numbers that the next units would get, lowest first. */
    List<Long> next(String sku, JsonObject product, long units) {
        return free(sku, product).subList(0, Math.toIntExact(units));
    }

    private List<Long> free(String sku, JsonObject product) {
        JsonObject range = product.getJsonObject("numbered");
        List<Long> free = new ArrayList<>();
        for (long number = range.getLong("first"); number <= range.getLong("last"); number++) {
            if (!taken.getOrDefault(sku, new TreeSet<>()).contains(number)) {
                free.add(number);
            }
        }
        return free;
    }

    void take(String sku, Collection<Long> numbers) {
        taken.computeIfAbsent(sku, none -> new TreeSet<>()).addAll(numbers);
    }

    void free(String sku, Collection<Long> numbers) {
        taken.getOrDefault(sku, new TreeSet<>()).removeAll(numbers);
    }

    /** What is left of each product whose stock is counted. */
    Map<String, Long> stock() {
        return left;
    }
}
