package org.livetally.model;

/** What became of an order that was recorded before. */
public sealed interface OrderEvent extends OrderMessage {

    /** The id of the order. */
    String order();

    /** A placed order was paid. */
    record Payment(String id, String stream, String order, long at) implements OrderEvent {
        @Override
        public Payment at(long time) {
            return new Payment(id, stream, order, time);
        }
    }

    /** A placed order will not be paid. */
    record Cancellation(String id, String stream, String order, long at) implements OrderEvent {
        @Override
        public Cancellation at(long time) {
            return new Cancellation(id, stream, order, time);
        }
    }

    /**
     * Some or all of a paid order's value goes back.
     *
     * @param amount minor units (fen), at least 1
     */
    record Refund(String id, String stream, String order, long amount, long at) implements OrderEvent {
        @Override
        public Refund at(long time) {
            return new Refund(id, stream, order, amount, time);
        }
    }
}
