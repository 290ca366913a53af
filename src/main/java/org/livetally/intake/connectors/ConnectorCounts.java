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

    /** How far the sender's clock is ahead, in milliseconds; null if no delivery said. */
    @Nullable
    Long skewMs() {
        return optional("skewMs");
    }

    /** Whether the newest deliveries were all refused for their signature. */
    boolean isFailing() {
        return number("refusedInRow", 0) >= FAILING;
    }

    /** Epoch milliseconds from which on all deliveries had a bad signature; null if the newest one had not. */
    @Nullable
    Long failingSince() {
        return optional("refusedSince");
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

    private @Nullable Long optional(String field) {
        String value = fields.get(field);
        return value == null ? null : Long.valueOf(value);
    }
}
