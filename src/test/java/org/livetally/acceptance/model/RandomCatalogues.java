package org.livetally.acceptance.model;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;

/** Streams of a small world, their catalogues and groups, and how these change. */
final class RandomCatalogues {
    /** The last one is in no catalogue. */
    static final List<String> SKUS = List.of("honey", "yak", "tea", "can", "jerky", "ghost");

    private static final List<String> ZONES =
            List.of("Asia/Shanghai", "America/New_York", "Pacific/Apia", "Asia/Kathmandu");

    /** The lowest number, which cannot be changed. */
    private static final int FIRST = 3;

    private RandomCatalogues() {}

    /** The body of a request to create a stream. */
    static JsonObject settings(Random random, String stream) {
        JsonObject settings = new JsonObject()
                .put("id", stream)
                .put("title", "Title of " + stream)
                .put("timezone", ZONES.get(random.nextInt(ZONES.size())));
        switch (random.nextInt(4)) {
            case 0 -> settings.put("openOrders", true);
            case 1 -> settings.put("holdMinutes", 5);
            case 2 -> settings.put("openOrders", true).put("holdMinutes", 0);
            default -> {
                // orders wait for ever
            }
        }
        return random.nextBoolean() ? settings.put("signedRecord", 250) : settings;
    }

    /** A first catalogue, sku to product. */
    static JsonObject catalogue(Random random) {
        JsonObject products = new JsonObject();
        for (String sku : SKUS.subList(0, SKUS.size() - 1)) {
            if (random.nextInt(4) > 0) {
                products.put(sku, product(random, sku));
            }
        }
        return products;
    }

    /** A change of some products, sku to product, or to null if it is removed. */
    static JsonObject change(Random random) {
        JsonObject change = new JsonObject();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            String sku = SKUS.get(random.nextInt(SKUS.size() - 1));
            change.put(sku, random.nextInt(6) == 0 ? null : product(random, sku));
        }
        return change;
    }

    /** Some skus are mostly counted, one is numbered, one is neither. */
    private static JsonObject product(Random random, String sku) {
        JsonObject product = new JsonObject().put("name", "Name of " + sku);
        put(random, product, "series");
        put(random, product, "category");
        if (random.nextBoolean()) {
            product.put("unit", "box");
        }
        if (sku.equals("honey") || sku.equals("jerky") || random.nextInt(8) == 0) {
            product.put("stock", random.nextInt(30));
        }
        if (sku.equals("yak") && random.nextInt(8) > 0) {
            JsonObject range = new JsonObject().put("prefix", "NO-").put("first", FIRST);
            product.put("numbered", range.put("last", FIRST + 3 + random.nextInt(12)));
        }
        if (!sku.equals("tea") && random.nextBoolean()) {
            String fund = "fund-" + random.nextInt(2);
            product.put("levy", new JsonObject().put("fund", fund).put("amount", 1 + random.nextInt(30)));
        }
        return product;
    }

    private static void put(Random random, JsonObject product, String field) {
        int kind = random.nextInt(3);
        if (kind > 0) {
            product.put(field, field + "-" + kind);
        }
    }

    /** A change of some groups, name to group, or to null if it is removed. */
    static JsonObject groups(Random random) {
        JsonObject groups = new JsonObject();
        groups.put("bureau", new JsonObject().put("headCount", 1 + random.nextInt(300)));
        for (int count = 1 + random.nextInt(2); count > 0; count--) {
            JsonObject group = random.nextBoolean() ? new JsonObject().put("parent", "bureau") : new JsonObject();
            if (random.nextInt(3) > 0) {
                group.put("headCount", 1 + random.nextInt(9));
            }
            groups.put("group-" + (1 + random.nextInt(3)), random.nextInt(6) == 0 ? null : group);
        }
        return groups;
    }
}
