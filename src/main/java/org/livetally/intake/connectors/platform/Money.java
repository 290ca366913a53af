package org.livetally.intake.connectors.platform;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.wire.LinesJson.Rules;

/** Amounts from text, exactly: no double ever holds money. */
public final class Money {
    private static final int MAX_CHARACTERS = 40;

    /** Most that a message takes for a line, so sums of thousands of them are longs. */
    private static final long MAX_AMOUNT = Rules.OF_PRODUCERS.amount();

    private Money() {}

    /**
     * Minor units of a decimal amount, which may be negative.
     *
     * @param field names it in the exception
     * @param text such as {@code 19.90} or {@code 348.0}
     * @param digits of the minor unit
     * @throws UnreadableException if it is no number, or not a whole number of minor units
     */
    public static long minor(String field, @Nullable String text, int digits) throws UnreadableException {
        try {
            if (text != null && !text.isEmpty() && text.length() <= MAX_CHARACTERS) {
                BigDecimal amount = new BigDecimal(text);
                if (Math.abs(amount.scale()) <= MAX_CHARACTERS) { // 1e999999999 would take for ever
                    return amount.movePointRight(digits).longValueExact();
                }
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw unreadable(field, text, digits);
        }
        throw unreadable(field, text, digits);
    }

    /**
     * Minor units of a decimal amount that may be added to others, or multiplied by a quantity that a message takes: 10^12
     * at most, either way of 0.
     *
     * @throws UnreadableException as {@link #minor} does, and if it is more
     */
    public static long amount(String field, @Nullable String text, int digits) throws UnreadableException {
        long amount = minor(field, text, digits);
        if (amount > MAX_AMOUNT || amount < -MAX_AMOUNT) {
            throw unreadable(field, text, digits);
        }
        return amount;
    }

    private static UnreadableException unreadable(String field, @Nullable String text, int digits) {
        return new UnreadableException(Rule.HOOK_AMOUNT.reason(field, digits, HookJson.brief(text)));
    }
}
