package org.livetally.intake;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;
import org.livetally.model.OrderMessage;
import org.livetally.model.Rejection;

/**
 * One message of a frame: accepted, with its content, or rejected.
 *
 * @param id as sent, to be echoed; null if there was no readable one
 * @param type the type that it names; null if that is unknown
 * @param order the accepted message; null if it is rejected
 * @param rejection the first broken rule; null if it is accepted
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
