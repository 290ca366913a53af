package org.livetally.catalogue;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.http.Problem.RowError;
import org.livetally.http.RowErrors;

/** A catalogue while it is read row by row. Collects the good rows and every bad one. */
final class CatalogueRows {
    private static final String SKU = "sku";

    private final Map<String, String> products = new LinkedHashMap<>();
    private final Map<String, Object> places = new LinkedHashMap<>();
    private final RowErrors errors;

    CatalogueRows(RowErrors errors) {
        this.errors = errors;
    }

    /**
     * Parses the catalogue of a JSON object, sku to product.
     *
     * @throws Problem 400 with all bad products
     */
    static CatalogueRows of(JsonObject listed) {
        RowErrors errors = new RowErrors(SKU);
        CatalogueRows rows = new CatalogueRows(errors);
        listed.forEach(entry -> {
            if (entry.getValue() instanceof JsonObject product) {
                rows.add(entry.getKey(), entry.getKey(), product);
            } else {
                errors.add(entry.getKey(), SKU, Rule.PRODUCT_OBJECT.reason());
            }
        });
        return rows.whole();
    }

    /**
     * Adds a row, or the errors in it.
     *
     * @param row its number or its sku
     * @param named its sku as it was given
     */
    void add(Object row, String named, JsonObject given) {
        int before = errors.count();
        String sku = named;
        try {
            sku = Product.sku(SKU, named);
        } catch (Problem problem) {
            errors.add(row, SKU, Objects.requireNonNull(problem.reason()));
        }
        Product product = Product.read(given, (field, reason) -> errors.add(row, field, reason));
        Object first = places.putIfAbsent(sku, row);
        if (first != null) {
            errors.add(row, SKU, Rule.SKU_TWICE.reason(errors.key(), first));
        }
        if (errors.count() == before) {
            products.put(sku, product.json());
        }
        if (products.size() > Catalogue.MAX_PRODUCTS) {
            whole(); // what follows would only take memory
        }
    }

    /**
     * The failure to answer if these products could not be taken: it names rows as the client does.
     *
     * @param cause the failure, which names rows by their skus
     */
    Throwable failure(Throwable cause) {
        if (!(cause instanceof Problem problem) || problem.errors().isEmpty()) {
            return cause;
        }
        return Problem.invalidRows(problem.errors().stream()
                .map(error -> new RowError(
                        errors.key(), Objects.requireNonNull(places.get(error.row())), error.field(), error.reason()))
                .toList());
    }

    /**
     * These rows, once all are added.
     *
     * @throws Problem 400, if there are errors, or too many products
     */
    CatalogueRows whole() {
        errors.throwIfAny();
        if (products.size() > Catalogue.MAX_PRODUCTS) {
            throw Catalogue.tooManyProducts();
        }
        return this;
    }

    /** The good ones, sku to JSON. */
    Map<String, String> products() {
        return products;
    }
}
