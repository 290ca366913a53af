package org.livetally.intake;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;
import org.livetally.model.OrderMessage;
import org.livetally.model.Rejection;

/**
 * One message of a frame, read: what the producer calls it, and the order, or what is wrong with it.
 *
 * @param id as sent, to be echoed; null if there was none to be read
 * @param type what it says that it is; null if that is no type of ours
 * @param order the order, or what became of one; null if it is rejected
 * @param rejection the first thing that is wrong; null if it is an order
 */
record Message(
        @Nullable String id,
        @Nullable MessageType type,
        @Nullable OrderMessage order,
        @Nullable Rejection rejection) {

    static Message of(OrderMessage order) {
        return new Message(order.id(), order.type(), order, null);
    }

    static Message rejected(@Nullable String id, @Nullable MessageType type, Rejection rejection) {
        return new Message(id, type, null, rejection);
    }
}
