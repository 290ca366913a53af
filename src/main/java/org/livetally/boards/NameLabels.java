package org.livetally.boards;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.ExplanationLabel;
import org.livetally.domain.board.GroupLabel;
import org.livetally.domain.board.NameLabel;
import org.livetally.domain.board.ProductLabel;
import org.livetally.domain.tally.DescribedBy;

/**
 * What is known of the names on boards, parsed once: it is the same at almost every reading. Keeps what was used last.
 * Prices stay in the catalogue. Not thread-safe.
 */
final class NameLabels {
    private final Map<String, ProductLabel> products = new Kept<>();
    private final Map<String, GroupLabel> groups = new Kept<>();
    private final Map<String, ExplanationLabel> explanations = new Kept<>();

    @SuppressWarnings("serial") // nobody serializes it
    private static final class Kept<L> extends LinkedHashMap<String, L> {
        /** Each is some 300 bytes, with the longest texts two kilobytes; so products take 20 MB at most. */
        private static final int MAX_KEPT = 10_000;

        Kept() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, L> eldest) {
            return size() > MAX_KEPT;
        }
    }

    /** @param json what Redis holds of the name */
    @Nullable
    NameLabel of(DescribedBy describedBy, String json) {
        return switch (describedBy) {
            case NOTHING -> null;
            case CATALOGUE -> products.computeIfAbsent(json, NameLabels::product);
            case GROUP_TREE -> groups.computeIfAbsent(json, NameLabels::group);
            case EXPLAINED -> explanations.computeIfAbsent(json, NameLabels::explanation);
        };
    }

    private static ProductLabel product(String json) {
        JsonObject known = new JsonObject(json);
        return new ProductLabel(
                known.getString("name", ""),
                known.getString("unit", ""),
                known.getString("series"),
                known.getString("image"));
    }

    private static GroupLabel group(String json) {
        JsonObject known = new JsonObject(json);
        return new GroupLabel(known.getLong("headCount"), known.getString("parent"));
    }

    private static ExplanationLabel explanation(String json) {
        JsonObject known = new JsonObject(json);
        return new ExplanationLabel(
                known.getString("sku"), known.getString("host"), known.getLong("from"), known.getLong("to"));
    }
}
