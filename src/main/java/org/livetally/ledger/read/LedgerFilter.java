package org.livetally.ledger.read;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.tally.Dimension;

/**
 * The messages that a reader of the ledger wants, by exact values. A value that is null or missing matches anything.
 * All but {@code type} are values of orders, which messages about orders do not have.
 *
 * @param names names of dimensions that an order must belong to
 * @param buyer the buyer's id
 */
record LedgerFilter(
        @Nullable MessageType type,
        Map<Dimension, String> names,
        @Nullable String buyer) {
    static final LedgerFilter ALL = new LedgerFilter(null, Map.of(), null);

    boolean admits(Message message) {
        if (type != null && type != message.type()) {
            return false;
        }
        return switch (message.type()) {
            case ORDER -> admitsOrder((Order) message);
            case PAYMENT, CANCELLATION, REFUND -> names.isEmpty() && buyer == null;
        };
    }

    private boolean admitsOrder(Order order) {
        return isBought(order)
                && names.entrySet().stream().allMatch(name -> name.getKey().has(order, name.getValue()));
    }

    private boolean isBought(Order order) {
        return buyer == null
                || order.buyer() != null && buyer.equals(order.buyer().id());
    }
}
