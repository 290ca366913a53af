package org.livetally.domain.order;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where an order stands. {@link #after} is the whole table of an order's life. */
public enum OrderState {
    /** Recorded, and neither paid nor cancelled. */
    PLACED,
    /** Paid, whatever was refunded of it. */
    PAID,
    /** Will not be paid. */
    CANCELLED;

    private static final OrderState[] ALL = values();

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Where an order begins. */
    public static OrderState first(boolean paid) {
        return paid ? PAID : PLACED;
    }

    /** Where an order stands after a message of this type about it; null if an order that stands here admits none. */
    public @Nullable OrderState after(MessageType type) {
        return switch (type) {
            case ORDER -> null; // begins a life and continues none
            case PAYMENT -> this == PLACED ? PAID : null;
            case CANCELLATION -> this == PLACED ? CANCELLED : null;
            case REFUND -> this == PAID ? PAID : null;
        };
    }

    /** The name as clients and Redis have it, for example {@code placed}. */
    public String wire() {
        return wire;
    }

    /** The state of this name; null if there is none. */
    public static @Nullable OrderState named(String wire) {
        for (OrderState state : ALL) {
            if (state.wire.equals(wire)) {
                return state;
            }
        }
        return null;
    }
}
