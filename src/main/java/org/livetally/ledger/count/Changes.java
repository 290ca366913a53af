package org.livetally.ledger.count;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/** Which orders a cut holds otherwise than at its last checkpoint. */
final class Changes {
    private final Set<String> opened = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private final Set<String> refunded = new HashSet<>();

    void opened(String order) {
        opened.add(order);
    }

    void closed(String order) {
        if (!opened.remove(order)) {
            closed.add(order);
        }
    }

    void refunded(String order) {
        refunded.add(order);
    }

    void clear() {
        opened.clear();
        closed.clear();
        refunded.clear();
    }

    JsonObject json(Map<String, KnownOrder> open, Map<String, Refunded> refunds) {
        JsonObject orders = new JsonObject();
        opened.forEach(id -> orders.put(id, Objects.requireNonNull(open.get(id)).text()));
        JsonObject back = new JsonObject();
        refunded.forEach(
                id -> back.put(id, Objects.requireNonNull(refunds.get(id)).text()));
        return new JsonObject()
                .put("opened", orders)
                .put("closed", new JsonArray(List.copyOf(closed)))
                .put("refunded", back);
    }

    /** Visits the texts of an object. */
    static void each(JsonObject texts, BiConsumer<String, String> visit) {
        texts.forEach(field -> visit.accept(field.getKey(), (String) field.getValue()));
    }
}
