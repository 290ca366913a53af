package org.livetally.intake.parked;

import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;

/** Which refusals another message will change. */
public final class Waiting {
    private Waiting() {}

    /** Whether the message may be recorded once its order, or its order's payment, has come. */
    public static boolean mayWait(Message message, Receipt receipt) {
        if (!(message instanceof OrderEvent) || !(receipt instanceof Rejection rejection)) {
            return false;
        }
        return rejection.code() == Code.UNKNOWN_ORDER || rejection.reason().rule() == Rule.ORDER_UNPAID;
    }
}
