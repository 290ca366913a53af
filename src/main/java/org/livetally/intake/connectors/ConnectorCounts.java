package org.livetally.intake.connectors;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was counted of a connector's deliveries, as Redis has it. */
record ConnectorCounts(Map<String, String> fields) {
    /** So many refused signatures, one after another, are no accident. */
    private static final long FAILING = 3;

    /** The number of deliveries with this outcome. */
    long of(Outcome outcome) {
        return number(outcome.wire(), 0);
    }

    /** Epoch milliseconds of the newest delivery; null if there was none. */
    @Nullable
    Long lastAt() {
        return optional("lastAt");
    }

    /** Whether the newest deliveries were all refused for their signature. */
    boolean isFailing() {
        return number("refusedInRow", 0) >= FAILING;
    }

    JsonObject json() {
        JsonObject deliveries = new JsonObject();
        for (Outcome outcome : Outcome.values()) {
            deliveries.put(outcome.wire(), of(outcome));
        }
        JsonObject json = new JsonObject().put("deliveries", deliveries);
        for (String field : new String[] {"lastAt", "lastRecordedAt", "skewMs"}) {
            Long value = optional(field);
            if (value != null) {
                json.put(field, value);
            }
        }
        return json.put("failing", isFailing());
    }

    private long number(String field, long otherwise) {
        Long value = optional(field);
        return value == null ? otherwise : value;
    }

    @Nullable
    Long optional(String field) {
        String value = fields.get(field);
        return value == null ? null : Long.valueOf(value);
    }
}
