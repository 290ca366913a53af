package org.livetally.ledger.record;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Delivery;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;

/** Why a deal does not allow a message. */
final class DealRejections {
    private DealRejections() {}

    /** @param deal that the message is about; null if there is none */
    static Rejection of(DealEvent event, @Nullable DealProgress deal) {
        if (deal == null) {
            return new Rejection(Code.UNKNOWN_DEAL, "deal", Rule.NO_DEAL.reason());
        }
        return event instanceof Delivery delivery ? notDeliverable(delivery, deal) : notCancellable(deal);
    }

    private static Rejection notDeliverable(Delivery delivery, DealProgress deal) {
        return switch (deal.state()) {
            case INTENT -> new Rejection(Code.NOT_DELIVERABLE, "deal", Rule.DEAL_INTENT.reason());
            case DEAL_CANCELLED -> new Rejection(Code.NOT_DELIVERABLE, "deal", Rule.DEAL_CANCELLED.reason());
            case AGREEMENT -> {
                long left = deal.amount() - deal.delivered();
                yield delivery.amount() > left
                        ? new Rejection(Code.NOT_DELIVERABLE, "amount", Rule.DELIVERY_LIMIT.reason(left))
                        : new Rejection(
                                Code.NOT_DELIVERABLE,
                                "qty",
                                Rule.DELIVERY_QTY_LIMIT.reason(deal.qty() - deal.deliveredQty()));
            }
        };
    }

    private static Rejection notCancellable(DealProgress deal) {
        Rule why = deal.isDelivered() ? Rule.DEAL_DELIVERED : Rule.DEAL_CANCELLED;
        return new Rejection(Code.NOT_CANCELLABLE, "deal", why.reason());
    }
}
