package org.livetally.http;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.Text;
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
        if (value instanceof String title
                && !title.isEmpty()
                && Text.normal(title).isEmpty()) {
            throw Problem.invalidField(field, Rule.BLANK.reason());
        }
        return text(field, value, 1, 200);
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
     * Text in its {@linkplain Text#normal normal form}, of {@code min} to {@code max} characters (code points), none of
     * them a control character or half of a surrogate pair.
     */
    public static String text(String field, @Nullable Object value, int min, int max) {
        String normal = value instanceof String text && text.length() <= 2 * max ? Text.normal(text) : null;
        return asTyped(field, normal, min, max);
    }

    /** The same, with its blanks and whatever else is in it. */
    public static String asTyped(String field, @Nullable Object value, int min, int max) {
        if (value instanceof String text && Text.isPrintable(text, min, max)) {
            return text;
        }
        throw Problem.invalidField(field, Rule.TEXT_LENGTH.reason(min, max));
    }
}
