package org.livetally.ledger.record;

import org.livetally.domain.order.Code;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.ledger.IdState;

/** Why the state of an order does not allow a message. */
final class OrderRejections {
    static final Rejection UNKNOWN = new Rejection(Code.UNKNOWN_ORDER, "order", Rule.NO_ORDER.reason());
    static final Rejection CONFLICT = new Rejection(Code.CONFLICT, "id", Rule.RECORDED_OTHERWISE.reason());
    /** The places of viewers' orders that wait for their payment are bounded. */
    static final Rejection AUDIENCE_ID = Rejection.invalidOrder("id", Rule.AUDIENCE_ID.reason(Ids.AUDIENCE_PREFIX));

    private OrderRejections() {}

    /** The order exists, and its state does not allow a message of this type. */
    static Rejection of(MessageType type, IdState order) {
        boolean paid = order.order() == OrderState.PAID;
        Rule now = paid ? Rule.ORDER_PAID : Rule.ORDER_CANCELLED;
        return switch (type) {
            case ORDER, STOCK, SHOW, DEAL, DELIVERY, DEAL_CANCELLATION, CATALOGUE, GROUPS, ERASURE, LOSS ->
                throw new IllegalArgumentException("this message is about no order");
            case PAYMENT -> new Rejection(Code.NOT_PAYABLE, "order", now.reason());
            case CANCELLATION ->
                new Rejection(Code.NOT_CANCELLABLE, "order", (paid ? Rule.ORDER_PAID_REFUND : now).reason());
            case REFUND -> new Rejection(Code.NOT_REFUNDABLE, "amount", notRefundable(order));
        };
    }

    private static Reason notRefundable(IdState order) {
        return order.order() == OrderState.PAID
                ? Rule.REFUND_LIMIT.reason(order.amount() - order.refunded())
                : Rule.ORDER_UNPAID.reason();
    }
}
