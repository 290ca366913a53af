package org.livetally.model;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;

/** What a producer says about orders: a new one, or what became of one. All ids of a stream are one name space. */
public sealed interface OrderMessage permits Order, OrderEvent {
    /** The producer gave no time. */
    long NO_TIME = -1;

    /** What it is. */
    MessageType type();

    /** Unique in its stream, 1 to 64 characters. */
    String id();

    /** The id of the stream it belongs to. */
    String stream();

    /** Epoch milliseconds at which it happened, or {@link #NO_TIME} for the time of receipt. */
    long at();

    /**
     * The currency that its amounts are in, as the sender named it; null for the stream's. It has to be the stream's, so it says
     * nothing that the ledger would have to keep, and is no part of the content.
     */
    @Nullable
    String currency();

    /** The same, at this time. */
    OrderMessage at(long time);
}
