package org.livetally.domain.order;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The state of an order. {@link #after} is the complete table of transitions. */
public enum OrderState {
    /** Recorded; neither paid nor cancelled. */
    PLACED,
    /** Paid, whether or not some or all of it was refunded. */
    PAID,
    /** Cancelled; it will not be paid. */
    CANCELLED;

    private static final OrderState[] ALL = values();

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The state of a new order. */
    public static OrderState first(boolean paid) {
        return paid ? PAID : PLACED;
    }

    /** The state after a message of this type; null if this state does not allow such a message. */
    public @Nullable OrderState after(MessageType type) {
        return switch (type) {
            case ORDER -> null; // starts an order's life; never follows on a state
            case PAYMENT -> this == PLACED ? PAID : null;
            case CANCELLATION -> this == PLACED ? CANCELLED : null;
            case REFUND -> this == PAID ? PAID : null;
            case STOCK, SHOW, DEAL, DELIVERY, DEAL_CANCELLATION, CATALOGUE, GROUPS, ERASURE, LOSS ->
                null; // not about an order
        };
    }

    /** The name on the wire and in Redis, for example {@code placed}. */
    public String wire() {
        return wire;
    }

    /** The state with this name; null if it is unknown. */
    public static @Nullable OrderState named(String wire) {
        for (OrderState state : ALL) {
            if (state.wire.equals(wire)) {
                return state;
            }
        }
        return null;
    }
}
