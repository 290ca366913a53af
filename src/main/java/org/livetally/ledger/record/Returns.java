package org.livetally.ledger.record;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Items;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;

/** Whether the units that a refund names can come back. */
final class Returns {
    private Returns() {}

    /** Why the units that a refund names cannot come back; null if they can, or it names none. */
    static @Nullable Rejection check(Refund refund, Order order, Items items) {
        if (refund.lines().isEmpty()) {
            return null;
        }
        Map<String, Long> bought = new HashMap<>();
        order.lines().forEach(line -> bought.merge(line.sku(), line.qty(), Long::sum));
        Map<String, Long> left = items.left(order.lines());
        for (int i = 0; i < refund.lines().size(); i++) {
            Returned line = refund.lines().get(i);
            long most = left.getOrDefault(line.sku(), 0L);
            if (!bought.containsKey(line.sku())) {
                return new Rejection(Code.NOT_REFUNDABLE, "lines[" + i + "].sku", Rule.NOT_BOUGHT.reason());
            }
            if (line.qty() > most) {
                return new Rejection(Code.NOT_REFUNDABLE, "lines[" + i + "].qty", Rule.RETURN_LIMIT.reason(most));
            }
        }
        return null;
    }
}
