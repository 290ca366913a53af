package org.livetally.model;

import org.jspecify.annotations.Nullable;

/**
 * A message that was not recorded.
 *
 * @param code one of the closed list
 * @param field the path of the offending field, for example {@code lines[0].qty}; null where no field is at fault
 * @param message what the field must be, in words for a person
 */
public record Rejection(Code code, @Nullable String field, String message) implements Receipt {

    /** A field of an order breaks its rule. */
    public static Rejection invalidOrder(String field, String message) {
        return new Rejection(Code.INVALID_ORDER, field, message);
    }
}
