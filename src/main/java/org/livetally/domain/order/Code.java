package org.livetally.domain.order;

import java.util.Locale;

/**
 * Why a message was not recorded, and whether sending it again may help. This list is closed: it is part of the wire
 * contract.
 */
public enum Code {
    INVALID_JSON,
    INVALID_ORDER,
    UNKNOWN_STREAM,
    STREAM_ENDED,
    CONFLICT,
    UNKNOWN_ORDER,
    NOT_PAYABLE,
    NOT_CANCELLABLE,
    NOT_REFUNDABLE,
    UNKNOWN_DEAL,
    NOT_DELIVERABLE,
    SOLD_OUT,
    FORBIDDEN,
    TOO_LARGE,
    BUSY,
    UNAVAILABLE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The code as clients see it, for example {@code invalid_order}. */
    public String wire() {
        return wire;
    }

    /** Whether the same message may be accepted when it is sent again. */
    public boolean retry() {
        return this == BUSY || this == UNAVAILABLE;
    }
}
