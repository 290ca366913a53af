package org.livetally.catalogue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.http.Problem.RowError;

/**
 * A catalogue while it is read row by row. Collects the good rows and every bad one, since a person wants to correct
 * all at once.
 */
public final class CatalogueRows {
    private static final int MAX_ERRORS = 100;
    private static final int MAX_ECHO = 100;
    private static final String SKU = "sku";

    private final Map<String, String> products = new LinkedHashMap<>();
    private final Map<String, Object> places = new LinkedHashMap<>();
    private final List<RowError> errors = new ArrayList<>();
    private final String key;

    /** @param key what identifies a row, {@code row} or {@code sku} */
    CatalogueRows(String key) {
        this.key = key;
    }

    /** Parses the catalogue of a JSON object, sku to product. */
    static Map<String, String> of(JsonObject listed) {
        CatalogueRows rows = new CatalogueRows(SKU);
        listed.forEach(entry -> {
            if (entry.getValue() instanceof JsonObject product) {
                rows.add(entry.getKey(), entry.getKey(), product);
            } else {
                rows.reject(entry.getKey(), SKU, Rule.PRODUCT_OBJECT.reason());
            }
        });
        return rows.products();
    }

    /**
     * Adds a row, or the errors in it.
     *
     * @param row its number or its sku
     */
    void add(Object row, String sku, JsonObject given) {
        int before = errors.size();
        try {
            Product.sku(SKU, sku);
        } catch (Problem problem) {
            reject(row, SKU, Objects.requireNonNull(problem.reason()));
        }
        Product product = Product.read(given, (field, reason) -> reject(row, field, reason));
        Object first = places.putIfAbsent(sku, row);
        if (first != null) {
            reject(row, SKU, Rule.SKU_TWICE.reason(key, first));
        }
        if (errors.size() == before) {
            products.put(sku, product.json());
        }
    }

    void reject(Object row, String field, Reason reason) {
        errors.add(new RowError(key, row instanceof String text ? cut(text) : row, cut(field), reason));
        if (errors.size() == MAX_ERRORS) {
            throw Problem.invalidRows(errors);
        }
    }

    /** Shortens a key or column, which may be as long as the body; and there may be a hundred errors. */
    private static String cut(String given) {
        return given.codePointCount(0, given.length()) <= MAX_ECHO
                ? given
                : given.substring(0, given.offsetByCodePoints(0, MAX_ECHO));
    }

    /** All products, sku to JSON. */
    Map<String, String> products() {
        if (!errors.isEmpty()) {
            throw Problem.invalidRows(errors);
        }
        if (products.size() > Catalogue.MAX_PRODUCTS) {
            throw Catalogue.tooManyProducts();
        }
        return products;
    }
}
