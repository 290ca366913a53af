package org.livetally.intake.files;

import java.util.List;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;

/** Refusals that say that a message is not needed any more. */
final class Known {
    private static final List<Object> NOTHING_LEFT = List.of(0L);

    private Known() {}

    /**
     * Whether an event of an order was refused since what it says is so already, by a message with another id or another
     * time: the order is paid, cancelled, or paid back as a whole.
     */
    static boolean isSoAlready(Message event, Rejection rejection) {
        Rule rule = rejection.reason().rule();
        return switch (event.type()) {
            case PAYMENT -> rule == Rule.ORDER_PAID || rule == Rule.RECORDED_OTHERWISE;
            case CANCELLATION -> rule == Rule.ORDER_CANCELLED || rule == Rule.RECORDED_OTHERWISE;
            case REFUND ->
                rule == Rule.RECORDED_OTHERWISE
                        || rule == Rule.REFUND_LIMIT
                                && rejection.reason().values().equals(NOTHING_LEFT);
            case ORDER, STOCK, SHOW, DEAL, DELIVERY, DEAL_CANCELLATION, CATALOGUE, GROUPS, ERASURE, LOSS -> false;
        };
    }
}
