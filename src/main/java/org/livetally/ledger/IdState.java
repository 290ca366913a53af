package org.livetally.ledger;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Seq;

/**
 * What Redis stores about a message's id: {@code <seq> <fingerprint> <state>}. For an order, its amount follows and,
 * once there are refunds, their sum. A message about an order has its type in place of the state.
 *
 * @param seq its place in the ledger; empty before it is recorded
 * @param type the type of the message
 * @param order the state of an order; null for other messages
 * @param amount value of an order, 0 for other messages; in minor units, like {@code refunded}
 */
public record IdState(
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

    /** The state of a message that is about to be recorded. */
    static IdState of(Message message, String fingerprint) {
        return switch (message.type()) {
            case ORDER -> {
                Order order = (Order) message;
                OrderState first = OrderState.first(order.paid());
                yield new IdState("", fingerprint, MessageType.ORDER, first, order.amount(), 0);
            }
            case PAYMENT, CANCELLATION, REFUND, STOCK, SHOW, CATALOGUE, GROUPS ->
                new IdState("", fingerprint, message.type(), null, 0, 0);
        };
    }

    /**
     * Parses the whole value.
     *
     * @throws IllegalArgumentException if its state is unknown
     */
    public static IdState parse(String value) {
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

    public IdState recordedAt(Seq place) {
        return new IdState(place.toString(), fingerprint, type, order, amount, refunded);
    }

    /**
     * The state of an order after a message about it; null if it does not allow that message, or if this is not an
     * order.
     */
    @Nullable
    public IdState after(OrderEvent event) {
        OrderState next = order == null ? null : order.after(event.type());
        if (next == null) {
            return null;
        }
        return switch (event.type()) {
            case ORDER, STOCK, SHOW, CATALOGUE, GROUPS -> null;
            case PAYMENT, CANCELLATION -> new IdState(seq, fingerprint, type, next, amount, refunded);
            case REFUND -> {
                long all = refunded + ((Refund) event).amount();
                yield all > amount ? null : new IdState(seq, fingerprint, type, next, amount, all);
            }
        };
    }

    /** The state of an order on the wire and in Redis; for another message, its type. */
    public String state() {
        return order == null ? type.wire() : order.wire();
    }

    /** The part of the value after the seq. */
    public String rest() {
        String rest = fingerprint + " " + state();
        if (order != null) {
            rest += " " + amount;
        }
        return refunded == 0 ? rest : rest + " " + refunded;
    }

    /** The whole value. */
    public String text() {
        return seq + " " + rest();
    }
}
