package org.livetally.intake.files;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/**
 * How a file is to be read.
 *
 * @param columns the header of each field's column
 * @param unit of amounts; null while nobody has said it
 * @param decimal the character before the digits of a fraction, a point or a comma; the other one may group digits
 * @param statuses what words mean, in lower case, before those that everybody uses
 * @param idPrefix put before each id; where a file has no ids, it names the till
 * @param payment whether a paid order is sent as placed, and its payment after it, as the shops' webhooks are
 * @param continueBlankIds whether a row without an id belongs to the order above it
 * @param time of rows that have a date only; null if such rows are refused
 */
record Mapping(
        Map<Field, String> columns,
        @Nullable Unit unit,
        char decimal,
        Map<String, SaleStatus> statuses,
        String idPrefix,
        boolean payment,
        boolean continueBlankIds,
        @Nullable LocalTime time) {
    private static final int MAX_TEXT = 200;
    private static final int MAX_STATUSES = 100;
    private static final Pattern ID_PREFIX = Pattern.compile("[\\p{L}\\p{N}._-]{0,24}");
    private static final String PAYMENT = "payment";
    private static final String ORDER = "order";

    /**
     * Reads a mapping as operators write it. A field that is null counts as missing.
     *
     * @throws Problem 400 that names the field
     */
    static Mapping of(JsonObject json) {
        return new Mapping(
                columns(object(json, "columns")),
                json.getValue("unit") == null ? null : unit(json),
                choice(json, "decimal", ".", ",").charAt(0),
                statuses(object(json, "statuses")),
                idPrefix(json),
                choice(json, "pay", ORDER, PAYMENT).equals(PAYMENT),
                flag(json, "continueBlankIds"),
                time(json));
    }

    private static Map<Field, String> columns(JsonObject json) {
        Map<Field, String> columns = new EnumMap<>(Field.class);
        for (Map.Entry<String, Object> column : json) {
            Field field = Field.named(column.getKey());
            String name = "mapping.columns." + cut(column.getKey());
            if (field == null) {
                throw Problem.invalidField(name, Rule.CHOICE.reason(fields()));
            }
            if (column.getValue() != null) {
                columns.put(field, HeaderName.plain(text(name, column.getValue())));
            }
        }
        return columns;
    }

    private static String fields() {
        StringBuilder names = new StringBuilder();
        for (Field field : Field.values()) {
            names.append(names.length() == 0 ? "" : ", ").append(field.wire());
        }
        return names.toString();
    }

    private static Map<String, SaleStatus> statuses(JsonObject json) {
        Map<String, SaleStatus> statuses = new HashMap<>();
        for (Map.Entry<String, Object> word : json) {
            SaleStatus status = word.getValue() instanceof String name ? SaleStatus.named(name) : null;
            if (status == null || statuses.size() == MAX_STATUSES) {
                throw Problem.invalidField(
                        "mapping.statuses." + cut(word.getKey()),
                        Rule.CHOICE.reason("placed, paid, refunded, cancelled"));
            }
            statuses.put(HeaderName.plain(word.getKey()).toLowerCase(Locale.ROOT), status);
        }
        return statuses;
    }

    private static Unit unit(JsonObject json) {
        Unit unit = json.getValue("unit") instanceof String name ? Unit.named(name) : null;
        if (unit == null) {
            throw Problem.invalidField("mapping.unit", Rule.CHOICE.reason("yuan, fen"));
        }
        return unit;
    }

    private static String idPrefix(JsonObject json) {
        Object given = json.getValue("idPrefix");
        String prefix = given == null ? "" : text("mapping.idPrefix", given);
        if (!ID_PREFIX.matcher(prefix).matches()) {
            throw Problem.invalidField("mapping.idPrefix", Rule.IMPORT_PREFIX.reason());
        }
        return prefix;
    }

    private static @Nullable LocalTime time(JsonObject json) {
        Object given = json.getValue("time");
        try {
            return given == null ? null : LocalTime.parse(text("mapping.time", given));
        } catch (DateTimeException e) {
            throw Problem.invalidField("mapping.time", Rule.CHOICE.reason("HH:mm"));
        }
    }

    /** One of two words, the first one if there is none. */
    private static String choice(JsonObject json, String field, String usual, String other) {
        Object given = json.getValue(field);
        if (given == null || given.equals(usual)) {
            return usual;
        }
        if (given.equals(other)) {
            return other;
        }
        throw Problem.invalidField("mapping." + field, Rule.CHOICE.reason(usual + " or " + other));
    }

    private static boolean flag(JsonObject json, String field) {
        Object given = json.getValue(field);
        if (given == null || given instanceof Boolean) {
            return Boolean.TRUE.equals(given);
        }
        throw Problem.invalidField("mapping." + field, Rule.NOT_BOOLEAN.reason());
    }

    private static JsonObject object(JsonObject json, String field) {
        Object given = json.getValue(field);
        if (given == null) {
            return new JsonObject();
        }
        if (given instanceof JsonObject object) {
            return object;
        }
        throw Problem.invalidField("mapping." + field, Rule.NOT_OBJECT.reason());
    }

    private static String text(String field, Object value) {
        if (value instanceof String text && text.length() <= MAX_TEXT) {
            return text;
        }
        throw Problem.invalidField(field, Rule.TEXT_LENGTH.reason(0, MAX_TEXT));
    }

    private static String cut(String key) {
        return key.length() <= MAX_TEXT ? key : key.substring(0, MAX_TEXT);
    }

    /** The mapping as {@link #of} reads it. */
    JsonObject json() {
        JsonObject names = new JsonObject();
        columns.forEach((field, header) -> names.put(field.wire(), header));
        JsonObject words = new JsonObject();
        statuses.forEach((word, status) -> words.put(word, status.wire()));
        JsonObject json = new JsonObject().put("columns", names);
        if (unit != null) {
            json.put("unit", unit.wire());
        }
        json.put("decimal", String.valueOf(decimal))
                .put("statuses", words)
                .put("idPrefix", idPrefix)
                .put("pay", payment ? PAYMENT : ORDER)
                .put("continueBlankIds", continueBlankIds);
        return time == null ? json : json.put("time", time.toString());
    }

    /** The same, with null for each field without a column: what this file does not have is not looked for in the next. */
    JsonObject whole() {
        JsonObject json = json();
        JsonObject names = json.getJsonObject("columns");
        for (Field field : Field.values()) {
            if (!columns.containsKey(field)) {
                names.putNull(field.wire());
            }
        }
        return json;
    }
}
