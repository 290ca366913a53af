package org.livetally.domain.order;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent.Kind;

/** The state of a deal. {@link #after} is the complete table of transitions; {@link DealProgress} keeps the sums. */
public enum DealState {
    /** Announced, not signed. */
    INTENT,
    /** Signed, whether or not some or all of it was delivered. */
    AGREEMENT,
    /** Called off. */
    DEAL_CANCELLED;

    private static final DealState[] ALL = values();

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The state of a new deal. */
    public static DealState first(Kind kind) {
        return switch (kind) {
            case INTENT -> INTENT;
            case AGREEMENT -> AGREEMENT;
        };
    }

    /** The state after a message of this type; null if this state does not allow such a message. */
    public @Nullable DealState after(MessageType type) {
        return switch (type) {
            case DEAL -> null; // starts a deal's life; never follows on a state
            case DELIVERY -> this == AGREEMENT ? AGREEMENT : null;
            case DEAL_CANCELLATION -> this == DEAL_CANCELLED ? null : DEAL_CANCELLED;
            case ORDER, PAYMENT, CANCELLATION, REFUND, STOCK, SHOW, CATALOGUE, GROUPS, ERASURE, LOSS ->
                null; // not about a deal
        };
    }

    /** The name on the wire and in Redis, for example {@code agreement}. */
    public String wire() {
        return wire;
    }

    /** The state with this name; null if it is unknown. */
    public static @Nullable DealState named(String wire) {
        for (DealState state : ALL) {
            if (state.wire.equals(wire)) {
                return state;
            }
        }
        return null;
    }
}
