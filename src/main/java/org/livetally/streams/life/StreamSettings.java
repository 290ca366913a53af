package org.livetally.streams.life;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.catalogue.Catalogue;
import org.livetally.catalogue.Product;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Currencies;
import org.livetally.domain.stream.Ids;
import org.livetally.http.FieldRules;
import org.livetally.http.FieldRules.Check;
import org.livetally.http.Problem;

/**
 * An operator's settings, validated and in the form for Redis. An empty value removes a setting; no value may be empty
 * otherwise.
 *
 * @param fields setting to value
 * @param products sku to JSON, see {@link Product#json}
 */
record StreamSettings(Map<String, String> fields, Map<String, String> products) {
    private static final String REMOVED = "";
    /** A week. */
    private static final long MAX_HOLD_MINUTES = 10_080;

    private static final Map<String, Check> CHECKS = checks();
    private static final Set<String> REMOVABLE = Set.of("goal", "signedRecord", "endsAt", "holdMinutes");
    private static final List<String> FIXED =
            List.of("id", "currency", "status", "createdAt", "startedAt", "endedAt", "goalReachedAt");
    private static final JsonObject DEFAULTS = new JsonObject()
            .put("currency", Currencies.DEFAULT)
            .put("timezone", "Asia/Shanghai")
            .put("public", false)
            .put("openOrders", false);

    private static Map<String, Check> checks() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("title", FieldRules::title);
        checks.put("currency", FieldRules::currency);
        checks.put("timezone", FieldRules::timezone);
        checks.put("goal", FieldRules::amount);
        checks.put("signedRecord", FieldRules::amount);
        checks.put("public", FieldRules::flag);
        checks.put("openOrders", FieldRules::flag);
        checks.put("endsAt", FieldRules::time);
        checks.put("holdMinutes", StreamSettings::holdMinutes);
        return checks;
    }

    private static String holdMinutes(String field, @Nullable Object value) {
        return Long.toString(FieldRules.integer(field, value, 0, MAX_HOLD_MINUTES));
    }

    /** The id in the body of a request to create a stream. */
    static String newId(JsonObject body) {
        if (body.getValue("id") instanceof String id && Ids.isStream(id)) {
            return id;
        }
        throw Problem.invalidField("id", Rule.STREAM_ID.reason());
    }

    /** All settings of a new stream. */
    static StreamSettings create(JsonObject body) {
        JsonObject whole = DEFAULTS.copy().mergeIn(body);
        if (!whole.containsKey("title")) {
            throw Problem.invalidField("title", Rule.MISSING.reason());
        }
        StreamSettings settings = read(whole);
        settings.fields.values().removeIf(REMOVED::equals);
        settings.products.values().removeIf(REMOVED::equals);
        return settings;
    }

    /** A merge patch (RFC 7396) of the settings, in which a product is a single value. */
    static StreamSettings patch(JsonObject body) {
        for (String fixed : FIXED) {
            if (body.containsKey(fixed)) {
                throw Problem.invalidField(fixed, Rule.FIXED.reason());
            }
        }
        return read(body);
    }

    private static StreamSettings read(JsonObject body) {
        Map<String, String> fields = new LinkedHashMap<>();
        CHECKS.forEach((field, check) -> {
            if (body.containsKey(field)) {
                fields.put(field, stored(field, check, body.getValue(field)));
            }
        });
        return new StreamSettings(fields, products(body));
    }

    private static String stored(String field, Check check, @Nullable Object value) {
        return value == null && REMOVABLE.contains(field) ? REMOVED : check.store(field, value);
    }

    private static Map<String, String> products(JsonObject body) {
        if (!body.containsKey("products")) {
            return Map.of();
        }
        if (!(body.getValue("products") instanceof JsonObject listed)) {
            throw Problem.invalidField("products", Rule.PRODUCTS_OBJECT.reason());
        }
        if (listed.size() > Catalogue.MAX_PRODUCTS) {
            throw Catalogue.tooManyProducts();
        }
        Map<String, String> products = new LinkedHashMap<>();
        listed.forEach(entry -> {
            String path = "products." + entry.getKey();
            products.put(
                    Product.sku("products", entry.getKey()),
                    entry.getValue() == null
                            ? REMOVED
                            : Product.of(path, entry.getValue()).json());
        });
        return products;
    }
}
