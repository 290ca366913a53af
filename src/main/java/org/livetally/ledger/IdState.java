package org.livetally.ledger;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.OrderState;
import org.livetally.model.Order;
import org.livetally.model.OrderEvent;
import org.livetally.model.OrderEvent.Refund;
import org.livetally.model.OrderMessage;
import org.livetally.model.Seq;

/**
 * What Redis knows of a message's id: {@code <seq> <fingerprint> <state>}, for an order followed by its amount and, once some
 * of it was refunded, by that. In place of the state, a message about an order has its type.
 *
 * @param seq its place in the ledger; empty while it is only about to be recorded
 * @param type what the message is
 * @param order where an order stands; null of other messages
 * @param amount value of an order, 0 of other messages; minor units, like {@code refunded}
 */
record IdState(
        String seq,
        String fingerprint,
        MessageType type,
        @Nullable OrderState order,
        long amount,
        long refunded) {
    private static final int SEQ = 0;
    private static final int FINGERPRINT = 1;
    private static final int STATE = 2;
    private static final int AMOUNT = 3;
    private static final int REFUNDED = 4;

    /** Of a message that is about to be recorded. */
    static IdState of(OrderMessage message, String fingerprint) {
        return switch (message.type()) {
            case ORDER -> {
                Order order = (Order) message;
                OrderState first = OrderState.first(order.paid());
                yield new IdState("", fingerprint, MessageType.ORDER, first, order.amount(), 0);
            }
            case PAYMENT, CANCELLATION, REFUND -> new IdState("", fingerprint, message.type(), null, 0, 0);
        };
    }

    /**
     * Reads the whole value.
     *
     * @throws IllegalArgumentException if its state is none of ours
     */
    static IdState parse(String value) {
        String[] parts = value.split(" ", -1);
        OrderState order = OrderState.named(parts[STATE]);
        MessageType type = order == null ? MessageType.named(parts[STATE]) : MessageType.ORDER;
        if (type == null || (order == null && type == MessageType.ORDER)) {
            throw new IllegalArgumentException("no message has the state " + parts[STATE]);
        }
        return new IdState(
                parts[SEQ],
                parts[FINGERPRINT],
                type,
                order,
                parts.length > AMOUNT ? Long.parseLong(parts[AMOUNT]) : 0,
                parts.length > REFUNDED ? Long.parseLong(parts[REFUNDED]) : 0);
    }

    IdState recordedAt(Seq place) {
        return new IdState(place.toString(), fingerprint, type, order, amount, refunded);
    }

    /** What an order is known as after a message about it; null if it admits none such, or if this is no order. */
    @Nullable
    IdState after(OrderEvent event) {
        OrderState next = order == null ? null : order.after(event.type());
        if (next == null) {
            return null;
        }
        return switch (event.type()) {
            case ORDER -> null;
            case PAYMENT, CANCELLATION -> new IdState(seq, fingerprint, type, next, amount, refunded);
            case REFUND -> {
                long all = refunded + ((Refund) event).amount();
                yield all > amount ? null : new IdState(seq, fingerprint, type, next, amount, all);
            }
        };
    }

    /** The state of an order as clients and Redis have it; of another message, its type. */
    String state() {
        return order == null ? type.wire() : order.wire();
    }

    /** The value behind the seq. */
    String rest() {
        String rest = fingerprint + " " + state();
        if (order != null) {
            rest += " " + amount;
        }
        return refunded == 0 ? rest : rest + " " + refunded;
    }

    /** The whole value. */
    String text() {
        return seq + " " + rest();
    }
}
