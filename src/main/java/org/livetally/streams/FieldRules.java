package org.livetally.streams;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Currencies;
import org.livetally.model.Problem;

/** The rules for single values: each takes what the JSON held and returns what Redis stores, or throws a {@link Problem}. */
final class FieldRules {
    static final long MAX_EXACT = (1L << 53) - 1; // Lua's and JavaScript's numbers are doubles
    private static final Set<String> TIMEZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    /** A rule for one field. */
    @FunctionalInterface
    interface Rule {
        String store(String field, @Nullable Object value);
    }

    private FieldRules() {}

    static String title(String field, @Nullable Object value) {
        String title = text(field, value, 1, 200);
        if (title.isBlank()) {
            throw Problem.badField(field, "must not be blank");
        }
        return title;
    }

    static String currency(String field, @Nullable Object value) {
        if (value instanceof String code && Currencies.isKnown(code)) {
            return code;
        }
        throw Problem.badField(field, "must be an ISO 4217 currency code, for example CNY");
    }

    /** A region, not an offset: minutes and days of a trend follow the region's own rules. */
    static String timezone(String field, @Nullable Object value) {
        if (value instanceof String zone && TIMEZONES.contains(zone)) {
            return zone;
        }
        throw Problem.badField(field, "must be a time zone's region, for example Asia/Shanghai");
    }

    static String amount(String field, @Nullable Object value) {
        return Long.toString(integer(field, value, 1, MAX_EXACT));
    }

    static String time(String field, @Nullable Object value) {
        return Long.toString(integer(field, value, 0, MAX_EXACT));
    }

    static String flag(String field, @Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "1" : "0";
        }
        throw Problem.badField(field, "must be true or false");
    }

    /** A JSON integer: neither {@code 1.0} nor {@code "1"}. */
    static long integer(String field, @Nullable Object value, long min, long max) {
        if (value instanceof Integer || value instanceof Long) {
            long integer = ((Number) value).longValue();
            if (integer >= min && integer <= max) {
                return integer;
            }
        }
        throw Problem.badField(field, "must be an integer from " + min + " to " + max);
    }

    /** Text of so many characters (code points), none of them a control character or half of a surrogate pair. */
    static String text(String field, @Nullable Object value, int min, int max) {
        if (value instanceof String text) {
            int length = text.codePointCount(0, text.length());
            if (length >= min && length <= max && text.codePoints().allMatch(FieldRules::isPrintable)) {
                return text;
            }
        }
        throw Problem.badField(field, "must be text of " + min + " to " + max + " characters, no control characters");
    }

    private static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL && type != Character.SURROGATE;
    }
}
