package org.livetally.domain.order;

import org.jspecify.annotations.Nullable;

/**
 * A message of a stream's ledger: an order, a later event of an order, a deal or an event of one, or an event of the stream. Ids are
 * unique within a stream, across types.
 */
public sealed interface Message permits Order, OrderEvent, DealEvent, StreamEvent {
    /** The message has no time of its own. */
    long NO_TIME = -1;

    /** The type of the message. */
    MessageType type();

    /** Unique in its stream, across types; 1 to 64 characters. */
    String id();

    /** The id of the message's stream. */
    String stream();

    /** Epoch milliseconds of the event, or {@link #NO_TIME} for the time of receipt. */
    long at();

    /**
     * The currency of the amounts, as the sender named it; null for the stream's. It must be the stream's, so the
     * ledger need not keep it, and it is no part of the content.
     */
    @Nullable
    String currency();

    /** A copy with this time. */
    Message at(long time);
}
