package org.livetally.intake.producers;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Rejection;
import org.livetally.intake.likes.LikeTotal;

/**
 * One message of a frame: accepted, with its content, or rejected.
 *
 * @param id as sent, to be echoed; null if there was no readable one
 * @param type the type that it names, of those that the ledger has; null if that is unknown
 * @param order the accepted message; null if it is rejected, or not for the ledger
 * @param likes the accepted total of likes; null if it is none
 * @param rejection the first broken rule; null if it is accepted
 */
public record ProducerMessage(
        @Nullable String id,
        @Nullable MessageType type,
        @Nullable Message order,
        @Nullable LikeTotal likes,
        @Nullable Rejection rejection) {

    static ProducerMessage of(Message order) {
        return new ProducerMessage(order.id(), order.type(), order, null, null);
    }

    static ProducerMessage of(@Nullable String id, LikeTotal likes) {
        return new ProducerMessage(id, null, null, likes, null);
    }

    static ProducerMessage rejected(@Nullable String id, @Nullable MessageType type, Rejection rejection) {
        return new ProducerMessage(id, type, null, null, rejection);
    }
}
