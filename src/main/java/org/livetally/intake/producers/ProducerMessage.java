package org.livetally.intake.producers;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Rejection;

/**
 * One message of a frame: accepted, with its content, or rejected.
 *
 * @param id as sent, to be echoed; null if there was no readable one
 * @param type the type that it names; null if that is unknown
 * @param order the accepted message; null if it is rejected
 * @param rejection the first broken rule; null if it is accepted
 */
record ProducerMessage(
        @Nullable String id,
        @Nullable MessageType type,
        @Nullable Message order,
        @Nullable Rejection rejection) {

    static ProducerMessage of(Message order) {
        return new ProducerMessage(order.id(), order.type(), order, null);
    }

    static ProducerMessage rejected(@Nullable String id, @Nullable MessageType type, Rejection rejection) {
        return new ProducerMessage(id, type, null, rejection);
    }
}
