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
 * @param asSent the same message with its texts as they were sent, if that makes a difference: an earlier version may have
 *     recorded it so; otherwise null
 * @param likes the accepted total of likes; null if it is none
 * @param rejection the first broken rule; null if it is accepted
 */
public record ProducerMessage(
        @Nullable String id,
        @Nullable MessageType type,
        @Nullable Message order,
        @Nullable Message asSent,
        @Nullable LikeTotal likes,
        @Nullable Rejection rejection) {

    /** @param id as sent */
    static ProducerMessage of(@Nullable String id, Message order) {
        return new ProducerMessage(id, order.type(), order, null, null, null);
    }

    ProducerMessage asSent(@Nullable Message sent) {
        return new ProducerMessage(id, type, order, sent, likes, rejection);
    }

    static ProducerMessage of(@Nullable String id, LikeTotal likes) {
        return new ProducerMessage(id, null, null, null, likes, null);
    }

    static ProducerMessage rejected(@Nullable String id, @Nullable MessageType type, Rejection rejection) {
        return new ProducerMessage(id, type, null, null, null, rejection);
    }
}
