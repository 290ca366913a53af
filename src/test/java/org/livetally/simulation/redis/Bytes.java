package org.livetally.simulation.redis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Binary strings, and numbers as Redis reads and writes them. Keys and values are LuaJ's strings everywhere, so that scripts
 * read and write them without a copy; nothing changes the bytes of one.
 */
final class Bytes {
    private static final int SMALL = 1024;
    private static final LuaString[] NUMBERS = new LuaString[SMALL];
    private static final double EXACT = 1e15;

    static {
        for (int i = 0; i < SMALL; i++) {
            NUMBERS[i] = of(Integer.toString(i));
        }
    }

    private Bytes() {}

    /** A string of which each char is a byte. */
    static LuaString of(String latin) {
        return LuaString.valueUsing(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String latin(LuaString value) {
        return new String(value.m_bytes, value.m_offset, value.m_length, StandardCharsets.ISO_8859_1);
    }

    /** As memcmp: bytes are unsigned, and a prefix comes first. */
    static int compare(LuaString a, LuaString b) {
        return Arrays.compareUnsigned(
                a.m_bytes, a.m_offset, a.m_offset + a.m_length, b.m_bytes, b.m_offset, b.m_offset + b.m_length);
    }

    static LuaString number(long value) {
        return value >= 0 && value < SMALL ? NUMBERS[(int) value] : of(Long.toString(value));
    }

    /** As printf's %.17g, which Redis uses for scores and for numbers of scripts. */
    static LuaString number(double value) {
        if (value == (long) value && Math.abs(value) < EXACT && (value != 0 || 1 / value > 0)) {
            return number((long) value);
        }
        return of(significant(value, 17));
    }

    /** As printf's %.{digits}g. */
    static String significant(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value > 0 ? "0" : "-0";
        }
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent >= -4 && exponent < digits ? rounded.toPlainString() : scientific(rounded, exponent);
    }

    private static String scientific(BigDecimal value, int exponent) {
        String digits = value.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String sign = value.signum() < 0 ? "-" : "";
        return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+")
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** An integer of 64 bits in its only form: no plus, no zero in front, no blank. Null if it is none. */
    static @Nullable Long integer(LuaString text) {
        int length = text.m_length;
        int digits = length > 0 && text.luaByte(0) == '-' ? 1 : 0;
        if (length == digits || length > 20 || text.luaByte(digits) == '0' && length > 1) {
            return null;
        }
        long value = 0;
        for (int i = digits; i < length; i++) {
            int digit = text.luaByte(i) - '0';
            if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
                return null;
            }
            value = value * 10 - digit;
        }
        return digits == 1 ? (Long) value : value == Long.MIN_VALUE ? null : (Long) (-value);
    }

    /** A decimal number or an infinity, whole; null if it is none. */
    static @Nullable Double real(LuaString text) {
        Long integer = text.m_length < 16 ? integer(text) : null;
        return integer != null ? (Double) (double) integer : decimal(latin(text));
    }

    private static @Nullable Double decimal(String text) {
        String word = text.toLowerCase(java.util.Locale.ROOT);
        String unsigned = word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word;
        if (unsigned.equals("inf") || unsigned.equals("infinity")) {
            return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (unsigned.isEmpty() || !unsigned.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.e".indexOf(c) >= 0)) {
            return null;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? null : (Double) value;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
