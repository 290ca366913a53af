package org.livetally.domain.order;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;

/**
 * A message that was not recorded.
 *
 * @param code one of the closed list
 * @param field the path of the offending field, for example {@code lines[0].qty}; null if no field is at fault
 * @param reason what the field must be, or why the message cannot be recorded
 */
public record Rejection(Code code, @Nullable String field, Reason reason) implements Receipt {

    /** A rejection for which no field is at fault. */
    public Rejection(Code code, Reason reason) {
        this(code, null, reason);
    }

    /** A field of an order breaks its rule. */
    public static Rejection invalidOrder(String field, Reason reason) {
        return new Rejection(Code.INVALID_ORDER, field, reason);
    }

    /** The reason as a sentence for people. */
    public String message() {
        return reason.sentence();
    }
}
