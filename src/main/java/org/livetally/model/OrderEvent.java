package org.livetally.model;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;

/** What became of an order that was recorded before. */
public sealed interface OrderEvent extends OrderMessage {

    /** The id of the order. */
    String order();

    /** Why, for people, 1 to 200 characters; null if nobody said. Part of the content: another reason is another message. */
    @Nullable
    String reason();

    /** A placed order was paid. */
    record Payment(
            String id,
            String stream,
            String order,
            @Nullable String reason,
            long at,
            @Nullable String currency) implements OrderEvent {
        /** In the stream's currency. */
        public Payment(String id, String stream, String order, @Nullable String reason, long at) {
            this(id, stream, order, reason, at, null);
        }

        /** The same, without a reason. */
        public Payment(String id, String stream, String order, long at) {
            this(id, stream, order, null, at);
        }

        @Override
        public MessageType type() {
            return MessageType.PAYMENT;
        }

        @Override
        public Payment at(long time) {
            return new Payment(id, stream, order, reason, time, currency);
        }
    }

    /** A placed order will not be paid. */
    record Cancellation(
            String id,
            String stream,
            String order,
            @Nullable String reason,
            long at,
            @Nullable String currency) implements OrderEvent {
        /** In the stream's currency. */
        public Cancellation(String id, String stream, String order, @Nullable String reason, long at) {
            this(id, stream, order, reason, at, null);
        }

        /** The same, without a reason. */
        public Cancellation(String id, String stream, String order, long at) {
            this(id, stream, order, null, at);
        }

        @Override
        public MessageType type() {
            return MessageType.CANCELLATION;
        }

        @Override
        public Cancellation at(long time) {
            return new Cancellation(id, stream, order, reason, time, currency);
        }
    }

    /**
     * Some or all of a paid order's value goes back.
     *
     * @param amount minor units (fen), at least 1
     */
    record Refund(
            String id,
            String stream,
            String order,
            long amount,
            @Nullable String reason,
            long at,
            @Nullable String currency)
            implements OrderEvent {
        /** In the stream's currency. */
        public Refund(String id, String stream, String order, long amount, @Nullable String reason, long at) {
            this(id, stream, order, amount, reason, at, null);
        }

        /** The same, without a reason. */
        public Refund(String id, String stream, String order, long amount, long at) {
            this(id, stream, order, amount, null, at);
        }

        @Override
        public MessageType type() {
            return MessageType.REFUND;
        }

        @Override
        public Refund at(long time) {
            return new Refund(id, stream, order, amount, reason, time, currency);
        }
    }
}
