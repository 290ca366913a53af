package org.livetally.http;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Currencies;

/**
 * The rules for single values. Each takes a value from JSON and returns what Redis stores, or throws a {@link Problem}.
 */
public final class FieldRules {
    private static final Set<String> TIMEZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    /** Checks one field. */
    @FunctionalInterface
    public interface Check {
        String store(String field, @Nullable Object value);
    }

    private FieldRules() {}

    public static String title(String field, @Nullable Object value) {
        String title = text(field, value, 1, 200);
        if (title.isBlank()) {
            throw Problem.invalidField(field, Rule.BLANK.reason());
        }
        return title;
    }

    public static String currency(String field, @Nullable Object value) {
        if (value instanceof String code && Currencies.isKnown(code)) {
            return code;
        }
        throw Problem.invalidField(field, Rule.CURRENCY_CODE.reason());
    }

    /** A region, not an offset: the minutes and days of a trend follow the rules of the region. */
    public static String timezone(String field, @Nullable Object value) {
        if (value instanceof String zone && TIMEZONES.contains(zone)) {
            return zone;
        }
        throw Problem.invalidField(field, Rule.TIME_ZONE.reason());
    }

    public static String amount(String field, @Nullable Object value) {
        return Long.toString(integer(field, value, 1, Integers.MAX_EXACT));
    }

    public static String time(String field, @Nullable Object value) {
        return Long.toString(integer(field, value, 0, Integers.MAX_EXACT));
    }

    public static String flag(String field, @Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "1" : "0";
        }
        throw Problem.invalidField(field, Rule.NOT_BOOLEAN.reason());
    }

    /** A JSON integer, neither {@code 1.0} nor {@code "1"}. */
    public static long integer(String field, @Nullable Object value, long min, long max) {
        if (value instanceof Integer || value instanceof Long) {
            long integer = ((Number) value).longValue();
            if (integer >= min && integer <= max) {
                return integer;
            }
        }
        throw Problem.invalidField(field, Rule.INTEGER_RANGE.reason(min, max));
    }

    /**
     * Text of {@code min} to {@code max} characters (code points), none of them a control character or half of a
     * surrogate pair.
     */
    public static String text(String field, @Nullable Object value, int min, int max) {
        if (value instanceof String text) {
            int length = text.codePointCount(0, text.length());
            if (length >= min && length <= max && text.codePoints().allMatch(FieldRules::isPrintable)) {
                return text;
            }
        }
        throw Problem.invalidField(field, Rule.TEXT_LENGTH.reason(min, max));
    }

    private static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL && type != Character.SURROGATE;
    }
}
