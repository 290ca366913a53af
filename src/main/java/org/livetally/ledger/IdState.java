package org.livetally.ledger;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Seq;

/**
 * What Redis stores about a message's id, in {@code ids}: its place, its fingerprint, and what became of it. See {@link IdText}.
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
    static IdState ofOrder(String seq, long fingerprint, OrderState order, long amount, long refunded) {
        return new IdState(seq, fingerprint, MessageType.ORDER, order, amount, refunded, null);
    }

    static IdState ofDeal(String seq, long fingerprint, DealProgress deal) {
        return new IdState(seq, fingerprint, MessageType.DEAL, null, 0, 0, deal);
    }

    static IdState ofOther(String seq, long fingerprint, MessageType type) {
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
            case PAYMENT,
                    CANCELLATION,
                    REFUND,
                    STOCK,
                    SHOW,
                    DELIVERY,
                    DEAL_CANCELLATION,
                    CATALOGUE,
                    GROUPS,
                    ERASURE,
                    LOSS -> ofOther("", fingerprint, message.type());
        };
    }

    /**
     * Parses the whole value, as this version or an earlier one wrote it.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static IdState parse(String value) {
        return IdText.parse(value);
    }

    /** Whether a value, which may be none of {@code ids}, is that of the message at a seq. */
    public static boolean isAt(String value, String seq) {
        return IdText.isAt(value, seq);
    }

    /** Whether a value of {@code ids}, or the fingerprint in one, has this fingerprint. */
    public static boolean has(String value, long fingerprint) {
        return value.contains(Fingerprint.hex(fingerprint)) || value.contains(IdText.fingerprint(fingerprint));
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
            case ORDER, STOCK, SHOW, DEAL, DELIVERY, DEAL_CANCELLATION, CATALOGUE, GROUPS, ERASURE, LOSS -> null;
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
        return IdText.rest(this);
    }

    /** The whole value. */
    public String text() {
        return IdText.of(this);
    }

    /** The whole value, in the form that another one has: an earlier version's or this one's. */
    public String textLike(String value) {
        return IdText.isEarlier(value) ? IdText.earlier(this) : text();
    }

    /** The fingerprint as values of {@code ids} have it. */
    public static String shortOf(long fingerprint) {
        return IdText.fingerprint(fingerprint);
    }
}
