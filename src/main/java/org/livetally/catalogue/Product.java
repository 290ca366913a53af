package org.livetally.catalogue;

import static org.livetally.catalogue.ProductField.NUMBERED_FIRST;
import static org.livetally.catalogue.ProductField.NUMBERED_LAST;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.http.FieldRules;
import org.livetally.http.Problem;
import org.livetally.wire.MessageLimits;

/**
 * A valid product of a catalogue.
 *
 * @param values what is known of it: texts and integers. It always has a unit, which may be empty
 */
public record Product(Map<ProductField, Object> values) {
    /** Maximum of numbers that the units of one product can have. */
    public static final long MAX_NUMBERS = 1_000_000;

    private static final long MAX_NUMBER = 1_000_000_000;

    /** Is told which fields of a product are wrong, by their names on the wire. */
    @FunctionalInterface
    interface Errors {
        void add(String field, Reason reason);
    }

    public static String sku(String field, @Nullable Object value) {
        return FieldRules.text(field, value, 1, MessageLimits.MAX_NAME);
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
        return read(product, (field, reason) -> {
            throw Problem.invalidField(path + "." + field, reason);
        });
    }

    /** Parses a product; without the fields that {@code errors} is told of. */
    static Product read(JsonObject given, Errors errors) {
        Map<ProductField, Object> values = new EnumMap<>(ProductField.class);
        Set<String> noObjects = new HashSet<>();
        for (ProductField field : ProductField.values()) {
            Object holder = field.holderIn(given);
            if (holder instanceof JsonObject object) {
                try {
                    Object value = field.check(object);
                    if (value != null) {
                        values.put(field, value);
                    }
                } catch (Problem problem) {
                    errors.add(field.wire(), Objects.requireNonNull(problem.reason()));
                }
            } else if (holder != null && noObjects.add(field.object())) {
                errors.add(field.object(), Rule.NOT_OBJECT.reason());
            }
        }
        checkNumbers(values, errors);
        return new Product(values);
    }

    private static void checkNumbers(Map<ProductField, Object> values, Errors errors) {
        if (values.get(NUMBERED_FIRST) instanceof Long first && values.get(NUMBERED_LAST) instanceof Long last) {
            long most = Math.min(first + MAX_NUMBERS - 1, MAX_NUMBER);
            if (last < first || last > most) {
                errors.add(NUMBERED_LAST.wire(), Rule.INTEGER_RANGE.reason(first, most));
            }
        }
    }

    /** The name in the output of {@link #json}; null if it has none. */
    public static @Nullable String nameIn(String json) {
        return (String) ProductField.NAME.valueIn(new JsonObject(json));
    }

    /** The price in the output of {@link #json}; null if the audience cannot order the product. */
    public static @Nullable Long priceIn(String json) {
        return ProductField.PRICE.valueIn(new JsonObject(json)) instanceof Number price ? price.longValue() : null;
    }

    /** The form in Redis; the same product always has the same text. */
    public String json() {
        JsonObject json = new JsonObject();
        values.forEach((field, value) -> field.put(json, value));
        return json.encode();
    }
}
