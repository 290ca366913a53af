package org.livetally.ledger;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.DealState;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Seq;

/**
 * What Redis stores about a message's id: {@code <seq> <fingerprint> <state>}. For an order, its amount follows and,
 * once there are refunds, their sum; for a deal its amount, what was delivered of it, its quantity, how much of that was
 * delivered, and the makers' income. A message about another one has its type in place of the state.
 *
 * @param seq its place in the ledger; empty before it is recorded
 * @param type the type of the message
 * @param order the state of an order; null for other messages
 * @param amount value of an order, 0 for other messages; in minor units, like {@code refunded}
 * @param deal how far a deal has come; null for other messages
 */
public record IdState(
        String seq,
        long fingerprint,
        MessageType type,
        @Nullable OrderState order,
        long amount,
        long refunded,
        @Nullable DealProgress deal) {
    private static final int SEQ = 0;
    private static final int FINGERPRINT = 1;
    private static final int STATE = 2;
    private static final int AMOUNT = 3;
    private static final int REFUNDED = 4;
    private static final int DELIVERED = 4;
    private static final int QTY = 5;
    private static final int DELIVERED_QTY = 6;
    private static final int INCOME = 7;

    private static IdState ofOrder(String seq, long fingerprint, OrderState order, long amount, long refunded) {
        return new IdState(seq, fingerprint, MessageType.ORDER, order, amount, refunded, null);
    }

    private static IdState ofDeal(String seq, long fingerprint, DealProgress deal) {
        return new IdState(seq, fingerprint, MessageType.DEAL, null, 0, 0, deal);
    }

    private static IdState ofOther(String seq, long fingerprint, MessageType type) {
        return new IdState(seq, fingerprint, type, null, 0, 0, null);
    }

    /** The state of a message that is about to be recorded. */
    static IdState of(Message message, long fingerprint) {
        return switch (message.type()) {
            case ORDER -> {
                Order order = (Order) message;
                yield ofOrder("", fingerprint, OrderState.first(order.paid()), order.amount(), 0);
            }
            case DEAL -> ofDeal("", fingerprint, DealProgress.of((Deal) message));
            case PAYMENT, CANCELLATION, REFUND, STOCK, SHOW, DELIVERY, DEAL_CANCELLATION, CATALOGUE, GROUPS, ERASURE ->
                ofOther("", fingerprint, message.type());
        };
    }

    /**
     * Parses the whole value.
     *
     * @throws IllegalArgumentException if its state is unknown, or its fingerprint is none
     */
    public static IdState parse(String value) {
        String[] parts = value.split(" ", -1);
        long fingerprint = Fingerprint.parse(parts[FINGERPRINT]);
        OrderState order = OrderState.named(parts[STATE]);
        if (order != null) {
            return ofOrder(parts[SEQ], fingerprint, order, number(parts, AMOUNT), number(parts, REFUNDED));
        }
        DealState deal = DealState.named(parts[STATE]);
        if (deal != null) {
            return ofDeal(
                    parts[SEQ],
                    fingerprint,
                    new DealProgress(
                            deal,
                            number(parts, AMOUNT),
                            number(parts, DELIVERED),
                            number(parts, QTY),
                            number(parts, DELIVERED_QTY),
                            number(parts, INCOME)));
        }
        MessageType type = MessageType.named(parts[STATE]);
        if (type == null || type == MessageType.ORDER || type == MessageType.DEAL) {
            throw new IllegalArgumentException("no message has the state " + parts[STATE]);
        }
        return ofOther(parts[SEQ], fingerprint, type);
    }

    private static long number(String[] parts, int place) {
        return parts.length > place ? Long.parseLong(parts[place]) : 0;
    }

    /** The same with a fingerprint that is known otherwise. */
    public IdState withFingerprint(long known) {
        return new IdState(seq, known, type, order, amount, refunded, deal);
    }

    public IdState recordedAt(Seq place) {
        return new IdState(place.toString(), fingerprint, type, order, amount, refunded, deal);
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
            case ORDER, STOCK, SHOW, DEAL, DELIVERY, DEAL_CANCELLATION, CATALOGUE, GROUPS, ERASURE -> null;
            case PAYMENT, CANCELLATION -> ofOrder(seq, fingerprint, next, amount, refunded);
            case REFUND -> {
                long all = refunded + ((Refund) event).amount();
                yield all > amount ? null : ofOrder(seq, fingerprint, next, amount, all);
            }
        };
    }

    /**
     * The state of a deal after a message about it; null if it does not allow that message, or if this is not a deal.
     */
    @Nullable
    public IdState after(DealEvent event) {
        DealProgress next = deal == null ? null : deal.after(event);
        return next == null ? null : ofDeal(seq, fingerprint, next);
    }

    /** The state of an order or a deal on the wire and in Redis; for another message, its type. */
    public String state() {
        if (order != null) {
            return order.wire();
        }
        return deal == null ? type.wire() : deal.state().wire();
    }

    /** The part of the value after the seq. */
    public String rest() {
        String rest = Fingerprint.hex(fingerprint) + " " + state();
        if (order != null) {
            rest += " " + amount;
        }
        if (deal != null) {
            rest += " " + deal.amount() + " " + deal.delivered() + " " + deal.qty() + " " + deal.deliveredQty() + " "
                    + deal.income();
        }
        return refunded == 0 ? rest : rest + " " + refunded;
    }

    /** The whole value. */
    public String text() {
        return seq + " " + rest();
    }
}
