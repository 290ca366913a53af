package org.livetally.acceptance.model;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sums of the board's sections of rows: a section has rows by name, a row has measures. */
final class Rows {
    private static final Map<String, List<String>> MEASURES = Map.ofEntries(
            Map.entry("products", List.of("gmv", "units", "orders", "returned")),
            Map.entry("series", List.of("gmv", "units", "orders")),
            Map.entry("categories", List.of("gmv", "units", "orders")),
            Map.entry("channels", List.of("gmv", "orders")),
            Map.entry("groups", List.of("gmv", "orders", "buyers")),
            Map.entry("cities", List.of("gmv", "orders")),
            Map.entry("provinces", List.of("gmv", "orders")),
            Map.entry("hosts", List.of("gmv", "orders")),
            Map.entry("funds", List.of("amount", "units")),
            Map.entry("explanations", List.of("gmv", "orders", "skuGmv", "skuUnits")),
            Map.entry("days", List.of("gmv", "orders", "units")),
            Map.entry("trend", List.of("gmv", "orders", "likes")));

    private final Map<String, Map<String, JsonObject>> sections = new TreeMap<>();

    Rows() {
        MEASURES.keySet().forEach(section -> sections.put(section, new TreeMap<>()));
    }

    /** Adds to a measure; nothing if there is no name to count for. */
    void add(String section, @Nullable String name, String measure, long n) {
        if (name != null) {
            JsonObject row = row(section, name);
            row.put(measure, row.getLong(measure) + n);
        }
    }

    /** The row of this name, with zeros at first. */
    JsonObject row(String section, String name) {
        return rows(section).computeIfAbsent(name, none -> {
            JsonObject row = new JsonObject();
            MEASURES.getOrDefault(section, List.of()).forEach(measure -> row.put(measure, 0L));
            return row;
        });
    }

    private Map<String, JsonObject> rows(String section) {
        return sections.computeIfAbsent(section, none -> new TreeMap<>());
    }

    /** A copy of all sections. */
    JsonObject sections() {
        JsonObject all = new JsonObject();
        sections.forEach((section, rows) -> {
            JsonObject copy = new JsonObject();
            rows.forEach((name, row) -> copy.put(name, row.copy()));
            all.put(section, copy);
        });
        return all;
    }
}
