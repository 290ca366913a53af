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
import org.livetally.http.FieldRules;
import org.livetally.http.FieldRules.Check;
import org.livetally.http.Problem;
import org.livetally.http.SettingsRules;

/**
 * An operator's settings, validated and in the form for Redis. An empty value removes a setting; no value may be empty
 * otherwise.
 *
 * @param fields setting to value
 * @param products sku to JSON, see {@link Product#json}
 */
record StreamSettings(Map<String, String> fields, Map<String, String> products) {
    /** A week. */
    private static final long MAX_HOLD_MINUTES = 10_080;

    private static final SettingsRules RULES = new SettingsRules(
            checks(),
            Set.of("goal", "signedRecord", "endsAt", "holdMinutes"),
            List.of("id", "currency", "status", "createdAt", "startedAt", "endedAt", "closedAt", "goalReachedAt"));
    private static final JsonObject DEFAULTS = new JsonObject()
            .put("currency", Currencies.DEFAULT)
            .put("timezone", "Asia/Shanghai")
            .put("public", false)
            .put("openOrders", false);

    private static Map<String, Check> checks() {
        Map<String, Check> checks = SettingsRules.common();
        checks.put("openOrders", FieldRules::flag);
        checks.put("holdMinutes", StreamSettings::holdMinutes);
        return checks;
    }

    private static String holdMinutes(String field, @Nullable Object value) {
        return Long.toString(FieldRules.integer(field, value, 0, MAX_HOLD_MINUTES));
    }

    /** All settings of a new stream. */
    static StreamSettings create(JsonObject body) {
        JsonObject whole = DEFAULTS.copy().mergeIn(body);
        SettingsRules.requireTitle(whole);
        StreamSettings settings = read(whole);
        settings.fields.values().removeIf(SettingsRules.REMOVED::equals);
        settings.products.values().removeIf(SettingsRules.REMOVED::equals);
        return settings;
    }

    /** A merge patch (RFC 7396) of the settings, in which a product is a single value. */
    static StreamSettings patch(JsonObject body) {
        RULES.refuseFixed(body);
        return read(body);
    }

    /** Whether it has any product that it does not remove. */
    boolean addsProducts() {
        return !products.values().stream().allMatch(SettingsRules.REMOVED::equals);
    }

    private static StreamSettings read(JsonObject body) {
        return new StreamSettings(RULES.read(body), products(body));
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
            String given = entry.getKey();
            String sku = Product.sku("products", given);
            if (entry.getValue() == null) {
                products.putIfAbsent(sku, SettingsRules.REMOVED);
                products.put(given, SettingsRules.REMOVED); // a catalogue of an earlier version may have it so
            } else if (!SettingsRules.REMOVED.equals(products.getOrDefault(sku, SettingsRules.REMOVED))) {
                throw Problem.invalidField("products." + given, Rule.SKU_TWICE.reason("sku", sku));
            } else {
                products.put(
                        sku, Product.of("products." + given, entry.getValue()).json());
            }
        });
        return products;
    }
}
