package org.livetally.catalogue;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.FieldRules;
import org.livetally.http.Problem;

/**
 * A valid product of a catalogue.
 *
 * @param name 1 to 100 characters
 * @param unit 0 to 20 characters
 * @param retailPrice price elsewhere, in minor units for each unit; null if it is not shown
 * @param price price in the stream, in minor units for each unit; null if the audience cannot order it
 */
public record Product(
        String name,
        String unit,
        @Nullable Long retailPrice,
        @Nullable Long price) {
    static final String NAME = "name";
    static final String UNIT = "unit";
    static final String RETAIL_PRICE = "retailPrice";
    static final String PRICE = "price";
    private static final long MAX_PRICE = 1_000_000_000_000L;

    public static String sku(String field, @Nullable Object value) {
        return FieldRules.text(field, value, 1, 64);
    }

    static String name(String field, @Nullable Object value) {
        return FieldRules.text(field, value, 1, 100);
    }

    static String unit(String field, @Nullable Object value) {
        return FieldRules.text(field, value, 0, 20);
    }

    static @Nullable Long price(String field, @Nullable Object value) {
        return value == null ? null : FieldRules.integer(field, value, 0, MAX_PRICE);
    }

    /**
     * Parses a product.
     *
     * @param path of the object, put before the name of a bad field
     */
    public static Product of(String path, @Nullable Object value) {
        if (!(value instanceof JsonObject product)) {
            throw Problem.invalidField(path, Rule.PRODUCT_OBJECT.reason());
        }
        return new Product(
                name(path + "." + NAME, product.getValue(NAME)),
                unit(path + "." + UNIT, product.getValue(UNIT, "")),
                price(path + "." + RETAIL_PRICE, product.getValue(RETAIL_PRICE)),
                price(path + "." + PRICE, product.getValue(PRICE)));
    }

    /** The name in the output of {@link #json}; null if it has none. */
    public static @Nullable String nameIn(String json) {
        return new JsonObject(json).getString(NAME);
    }

    /** The price in the output of {@link #json}; null if the audience cannot order the product. */
    public static @Nullable Long priceIn(String json) {
        return new JsonObject(json).getLong(PRICE);
    }

    /** The form in Redis; the same product always has the same text. */
    public String json() {
        JsonObject json = new JsonObject().put(NAME, name).put(UNIT, unit);
        if (retailPrice != null) {
            json.put(RETAIL_PRICE, retailPrice);
        }
        if (price != null) {
            json.put(PRICE, price);
        }
        return json.encode();
    }
}
