package org.livetally.acceptance.model;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What all purchases of a stream add up to, counted the simple way. */
final class Sums {
    private static final int RECENT = 20;
    private static final int RECENT_LINES = 5;
    private static final long MINUTE_MS = 60_000;
    private static final List<String> TOTALS =
            List.of("gmv", "orders", "units", "buyers", "placed", "refunded", "cancelled");

    final Rows rows = new Rows();
    private final Map<String, Long> totals = new TreeMap<>();
    private final Set<String> buyers = new HashSet<>();
    private final Map<String, Set<String>> buyersOfGroups = new HashMap<>();
    /** Newest last. */
    private final List<JsonObject> recent = new ArrayList<>();

    private final ZoneId zone;

    Sums(ZoneId zone) {
        this.zone = zone;
        TOTALS.forEach(total -> totals.put(total, 0L));
    }

    void add(String total, long n) {
        totals.merge(total, n, Long::sum);
    }

    void paid(Purchase purchase, long at, String seq, @Nullable Explanation onAir) {
        long gmv = purchase.amount();
        long units = Purchase.units(purchase.order).values().stream()
                .mapToLong(qty -> qty)
                .sum();
        add("gmv", gmv);
        add("orders", 1);
        add("units", units);
        count("hosts", purchase.host, gmv);
        count("channels", purchase.order.getString("channel"), gmv);
        count("trend", Long.toString(at - Math.floorMod(at, MINUTE_MS)), gmv);
        String day = Instant.ofEpochMilli(at).atZone(zone).toLocalDate().toString();
        count("days", day, gmv);
        rows.add("days", day, "units", units);
        buyer(purchase.order.getJsonObject("buyer", new JsonObject()), gmv);
        goods(purchase);
        if (onAir != null) {
            explained(purchase, onAir);
        }
        recent.add(recent(purchase, at, seq));
    }

    private void count(String section, @Nullable String name, long gmv) {
        rows.add(section, name, "gmv", gmv);
        rows.add(section, name, "orders", 1);
    }

    private void buyer(JsonObject buyer, long gmv) {
        count("cities", buyer.getString("city"), gmv);
        count("provinces", buyer.getString("province"), gmv);
        String group = buyer.getString("group");
        count("groups", group, gmv);
        String id = buyer.getString("id");
        if (id != null) {
            add("buyers", buyers.add(id) ? 1 : 0);
            if (group != null) {
                Set<String> its = buyersOfGroups.computeIfAbsent(group, none -> new HashSet<>());
                rows.add("groups", group, "buyers", its.add(id) ? 1 : 0);
            }
        }
    }

    private void goods(Purchase purchase) {
        Set<String> ordersOf = new HashSet<>();
        for (JsonObject line : Purchase.lines(purchase.order)) {
            String sku = line.getString("sku");
            JsonObject product = purchase.products.getOrDefault(sku, new JsonObject());
            good("products", sku, line, ordersOf);
            good("series", product.getString("series"), line, ordersOf);
            good("categories", product.getString("category"), line, ordersOf);
            levy(product, line.getLong("qty"));
        }
    }

    private void good(String section, @Nullable String name, JsonObject line, Set<String> ordersOf) {
        rows.add(section, name, "gmv", line.getLong("amount"));
        rows.add(section, name, "units", line.getLong("qty"));
        rows.add(section, name, "orders", ordersOf.add(section + '/' + name) ? 1 : 0);
    }

    private void levy(JsonObject product, long units) {
        JsonObject levy = product.getJsonObject("levy");
        if (levy != null) {
            rows.add("funds", levy.getString("fund"), "amount", units * levy.getLong("amount"));
            rows.add("funds", levy.getString("fund"), "units", units);
        }
    }

    private void explained(Purchase purchase, Explanation onAir) {
        count("explanations", onAir.seq(), purchase.amount());
        for (JsonObject line : Purchase.lines(purchase.order)) {
            if (line.getString("sku").equals(onAir.sku())) {
                rows.add("explanations", onAir.seq(), "skuGmv", line.getLong("amount"));
                rows.add("explanations", onAir.seq(), "skuUnits", line.getLong("qty"));
            }
        }
    }

    void returned(Purchase purchase, String sku, long units) {
        rows.add("products", sku, "returned", units);
        levy(purchase.products.getOrDefault(sku, new JsonObject()), -units);
    }

    private static JsonObject recent(Purchase purchase, long at, String seq) {
        List<JsonObject> lines = Purchase.lines(purchase.order);
        JsonArray shown = new JsonArray();
        lines.stream().limit(RECENT_LINES).forEach(line -> {
            JsonObject copy = line.copy();
            copy.remove("amount");
            shown.add(copy);
        });
        JsonObject row = new JsonObject()
                .put("seq", seq)
                .put("at", at)
                .put("amount", purchase.amount())
                .put("lines", shown);
        JsonObject buyer = purchase.order.getJsonObject("buyer", new JsonObject());
        String id = buyer.getString("id");
        if (id != null) {
            row.put("buyer", id.charAt(0) + "***" + id.charAt(id.length() - 1));
        }
        if (buyer.getString("city") != null) {
            row.put("city", buyer.getString("city"));
        }
        if (lines.size() > RECENT_LINES) {
            row.put("moreLines", lines.size() - RECENT_LINES);
        }
        return row;
    }

    /** The sections of the board that follow from purchases alone. */
    JsonObject board() {
        JsonObject shown = new JsonObject();
        totals.forEach(shown::put);
        shown.put("net", shown.getLong("gmv") - shown.getLong("refunded"));
        shown.put("averageOrder", shown.getLong("gmv") / Math.max(1, shown.getLong("orders")));
        JsonArray newest = new JsonArray();
        for (int i = recent.size() - 1; i >= Math.max(0, recent.size() - RECENT); i--) {
            newest.add(recent.get(i));
        }
        return rows.sections().put("totals", shown).put("recent", newest);
    }
}
