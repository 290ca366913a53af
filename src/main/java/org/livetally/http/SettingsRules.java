package org.livetally.http;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.http.FieldRules.Check;

/**
 * The rules for settings of one kind, of streams or of campaigns. Fields without a rule are not read.
 *
 * @param checks of each field that can be set
 * @param removable fields that {@code null} removes
 * @param fixed fields that only the server sets, or that stay as they were when it was created
 */
public record SettingsRules(Map<String, Check> checks, Set<String> removable, List<String> fixed) {
    /** Stands for a setting that is removed. */
    public static final String REMOVED = "";

    /** The rules of what both kinds have, which can be added to. */
    public static Map<String, Check> common() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("title", FieldRules::title);
        checks.put("currency", FieldRules::currency);
        checks.put("timezone", FieldRules::timezone);
        checks.put("goal", FieldRules::amount);
        checks.put("signedRecord", FieldRules::amount);
        checks.put("public", FieldRules::flag);
        checks.put("endsAt", FieldRules::time);
        return checks;
    }

    /**
     * The id in the body of a request to create something.
     *
     * @throws Problem 400, if there is none, or if it has another form
     */
    public static String newId(JsonObject body) {
        if (body.getValue("id") instanceof String id && Ids.isStream(id)) {
            return id;
        }
        throw Problem.invalidField("id", Rule.STREAM_ID.reason());
    }

    /** @throws Problem 400, if the title is missing */
    public static void requireTitle(JsonObject body) {
        if (!body.containsKey("title")) {
            throw Problem.invalidField("title", Rule.MISSING.reason());
        }
    }

    /** @throws Problem 400, if a change names a field that cannot be changed */
    public void refuseFixed(JsonObject changes) {
        for (String field : fixed) {
            if (changes.containsKey(field)) {
                throw Problem.invalidField(field, Rule.FIXED.reason());
            }
        }
    }

    /**
     * The settings in a body, in the form for Redis.
     *
     * @throws Problem 400, if one breaks its rule
     */
    public Map<String, String> read(JsonObject body) {
        Map<String, String> fields = new LinkedHashMap<>();
        checks.forEach((field, check) -> {
            if (body.containsKey(field)) {
                Object value = body.getValue(field);
                fields.put(field, value == null && removable.contains(field) ? REMOVED : check.store(field, value));
            }
        });
        return fields;
    }
}
