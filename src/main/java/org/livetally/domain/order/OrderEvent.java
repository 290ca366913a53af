package org.livetally.domain.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A later event of a recorded order: its payment, cancellation or refund. */
public sealed interface OrderEvent extends Message {

    /** The id of the order. */
    String order();

    /**
     * The reason, for people, 1 to 200 characters; null if there is none. It is part of the content: the same message
     * with another reason is another message.
     */
    @Nullable
    String reason();

    /** A placed order is paid. */
    record Payment(
            String id,
            String stream,
            String order,
            @Nullable String reason,
            long at,
            @Nullable String currency) implements OrderEvent {
        /** An event in the stream's currency. */
        public Payment(String id, String stream, String order, @Nullable String reason, long at) {
            this(id, stream, order, reason, at, null);
        }

        /** An event without a reason. */
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

    /** A placed order is cancelled. */
    record Cancellation(
            String id,
            String stream,
            String order,
            @Nullable String reason,
            long at,
            @Nullable String currency) implements OrderEvent {
        /** An event in the stream's currency. */
        public Cancellation(String id, String stream, String order, @Nullable String reason, long at) {
            this(id, stream, order, reason, at, null);
        }

        /** An event without a reason. */
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
     * Some or all of a paid order's value is paid back, and some or all of its units are returned.
     *
     * @param amount minor units, at least 1
     * @param lines the units that are returned, each sku once; empty if none are named
     * @param restock whether what is returned is in stock again
     */
    record Refund(
            String id,
            String stream,
            String order,
            long amount,
            List<Returned> lines,
            boolean restock,
            @Nullable String reason,
            long at,
            @Nullable String currency)
            implements OrderEvent {
        /** A refund that names no units. */
        public Refund(
                String id,
                String stream,
                String order,
                long amount,
                @Nullable String reason,
                long at,
                @Nullable String currency) {
            this(id, stream, order, amount, List.of(), true, reason, at, currency);
        }

        /** An event in the stream's currency. */
        public Refund(String id, String stream, String order, long amount, @Nullable String reason, long at) {
            this(id, stream, order, amount, reason, at, null);
        }

        /** An event without a reason. */
        public Refund(String id, String stream, String order, long amount, long at) {
            this(id, stream, order, amount, null, at);
        }

        @Override
        public MessageType type() {
            return MessageType.REFUND;
        }

        @Override
        public Refund at(long time) {
            return new Refund(id, stream, order, amount, lines, restock, reason, time, currency);
        }

        /**
         * Units of a product that came back.
         *
         * @param qty units, at least 1
         */
        public record Returned(String sku, long qty) {}
    }
}
