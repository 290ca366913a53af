package org.livetally.intake.producers;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Rejection;
import org.livetally.intake.likes.LikeTotal;
import org.livetally.wire.AnswerJson;

/**
 * One message of a frame: accepted, with its content, or rejected.
 *
 * @param id as sent, to be echoed; null if there was no readable one
 * @param index the place in its frame, from 0, of a message without a readable id; else {@link AnswerJson#NO_INDEX}
 * @param type the type that it names, of those that the ledger has; null if that is unknown
 * @param order the accepted message; null if it is rejected, or not for the ledger
 * @param asSent the same message with its texts as they were sent, if that makes a difference: an earlier version may have
 *     recorded it so; otherwise null
 * @param likes the accepted total of likes; null if it is none
 * @param rejection the first broken rule; null if it is accepted
 */
public record ProducerMessage(
        @Nullable String id,
        int index,
        @Nullable MessageType type,
        @Nullable Message order,
        @Nullable Message asSent,
        @Nullable LikeTotal likes,
        @Nullable Rejection rejection) {

    /** @param id as sent */
    static ProducerMessage of(@Nullable String id, Message order) {
        return new ProducerMessage(id, AnswerJson.NO_INDEX, order.type(), order, null, null, null);
    }

    /** Only what has no id is known by its place. */
    ProducerMessage at(int place) {
        return id != null ? this : new ProducerMessage(null, place, type, order, asSent, likes, rejection);
    }

    ProducerMessage asSent(@Nullable Message sent) {
        return new ProducerMessage(id, index, type, order, sent, likes, rejection);
    }

    static ProducerMessage of(@Nullable String id, LikeTotal likes) {
        return new ProducerMessage(id, AnswerJson.NO_INDEX, null, null, null, likes, null);
    }

    static ProducerMessage rejected(@Nullable String id, @Nullable MessageType type, Rejection rejection) {
        return new ProducerMessage(id, AnswerJson.NO_INDEX, type, null, null, null, rejection);
    }
}
