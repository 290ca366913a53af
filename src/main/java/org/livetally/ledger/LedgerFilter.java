package org.livetally.ledger;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;
import org.livetally.model.Order;
import org.livetally.model.Order.Buyer;
import org.livetally.model.OrderMessage;

/**
 * Which messages a reader of the ledger wants: exactly these values. Null wants any; all but {@code type} are values of orders,
 * so messages about orders have none of them.
 */
record LedgerFilter(
        @Nullable MessageType type,
        @Nullable String sku,
        @Nullable String channel,
        @Nullable String group,
        @Nullable String city,
        @Nullable String buyer) {
    static final LedgerFilter ALL = new LedgerFilter(null, null, null, null, null, null);
    private static final Buyer NOBODY = new Buyer(null, null, null);

    boolean admits(OrderMessage message) {
        if (type != null && type != message.type()) {
            return false;
        }
        return switch (message.type()) {
            case ORDER -> admitsOrder((Order) message);
            case PAYMENT, CANCELLATION, REFUND ->
                sku == null && channel == null && group == null && city == null && buyer == null;
        };
    }

    private boolean admitsOrder(Order order) {
        Buyer by = Objects.requireNonNullElse(order.buyer(), NOBODY);
        return is(channel, order.channel())
                && is(group, by.group())
                && is(city, by.city())
                && is(buyer, by.id())
                && (sku == null
                        || order.lines().stream().anyMatch(line -> line.sku().equals(sku)));
    }

    private static boolean is(@Nullable String wanted, @Nullable String found) {
        return wanted == null || wanted.equals(found);
    }
}
