package org.livetally.http;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.livetally.domain.rule.Reason;

/** A reason as fields of a JSON object: {@code detail} for people, {@code rule} and {@code params} for programs. */
public final class ReasonFields {
    private ReasonFields() {}

    /** Adds the fields, and returns the object. */
    public static JsonObject put(JsonObject json, Reason reason) {
        return putRule(json.put("detail", reason.sentence()), reason);
    }

    /** An object with these fields alone. */
    public static JsonObject of(Reason reason) {
        return put(new JsonObject(), reason);
    }

    private static JsonObject putRule(JsonObject json, Reason reason) {
        JsonObject params = new JsonObject();
        List<String> names = reason.rule().parameters();
        for (int i = 0; i < names.size(); i++) {
            Object value = reason.values().get(i);
            params.put(names.get(i), value instanceof Reason why ? putRule(new JsonObject(), why) : value);
        }
        return json.put("rule", reason.rule().wire()).put("params", params);
    }
}
