package org.livetally.boards;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.livetally.domain.board.ProductLabel;

/**
 * What the catalogues say of the products on boards, parsed once: a board's catalogue is the same at almost every
 * reading. Keeps those that were used last. Prices stay in the catalogue. Not thread-safe.
 */
final class ProductLabels {
    /** Each is some 300 bytes, with the longest names a kilobyte; so they take 10 MB at most. */
    private static final int MAX_KEPT = 10_000;

    private final Map<String, ProductLabel> kept = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ProductLabel> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /** @param json what the catalogue holds of the product */
    ProductLabel of(String json) {
        return kept.computeIfAbsent(json, ProductLabels::parse);
    }

    private static ProductLabel parse(String json) {
        JsonObject known = new JsonObject(json);
        return new ProductLabel(known.getString("name", ""), known.getString("unit", ""));
    }
}
