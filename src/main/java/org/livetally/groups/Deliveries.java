package org.livetally.groups;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.livetally.domain.order.Items;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;

/**
 * What is to be delivered to each group: the units of paid orders that have not come back.
 *
 * <p>The ledger is walked from its end, so that what became of an order is known before the order is met: nothing of an
 * order is kept, but of payments and refunds whose order is still to come.
 */
final class Deliveries {
    /** The group of orders that name none. */
    static final String NO_GROUP = "";

    private final Map<String, Map<String, Long>> units = new TreeMap<>();
    /** Ids of orders that were placed and paid later. */
    private final Set<String> paid = new HashSet<>();
    /** By the id of the order, the oldest first. */
    private final Map<String, Deque<Refund>> refunds = new HashMap<>();

    /** Adds the message before the last one. */
    void addEarlier(Message message) {
        switch (message.type()) {
            case ORDER -> add((Order) message);
            case PAYMENT -> paid.add(((Payment) message).order());
            case REFUND -> {
                Refund refund = (Refund) message;
                refunds.computeIfAbsent(refund.order(), any -> new ArrayDeque<>())
                        .addFirst(refund);
            }
            case CANCELLATION -> {} // an order that was cancelled was not paid
            case STOCK, SHOW, DEAL, DELIVERY, DEAL_CANCELLATION, CATALOGUE, GROUPS, ERASURE, LOSS -> {} // of no order
        }
    }

    private void add(Order order) {
        boolean paidLater = paid.remove(order.id());
        Deque<Refund> back = refunds.remove(order.id());
        if (!order.paid() && !paidLater) {
            return;
        }
        Buyer buyer = order.buyer();
        String group = buyer == null || buyer.group() == null ? NO_GROUP : buyer.group();
        Map<String, Long> ofGroup = units.computeIfAbsent(group, any -> new TreeMap<>());
        left(order, back == null ? new ArrayDeque<>() : back).forEach((sku, qty) -> ofGroup.merge(sku, qty, Long::sum));
    }

    private static Map<String, Long> left(Order order, Deque<Refund> refunds) {
        Items items = Items.NONE;
        long refunded = 0;
        for (Refund refund : refunds) {
            refunded += refund.amount();
            if (!refund.lines().isEmpty()) {
                Map<String, Long> back = new HashMap<>();
                refund.lines().forEach(line -> back.merge(line.sku(), line.qty(), Long::sum));
                items = items.returning(back).items();
            } else if (refunded == order.amount()) {
                return Map.of();
            }
        }
        return items.left(order.lines());
    }

    /** Group to the units of each product, all sorted by name. Without those of which all came back. */
    Map<String, Map<String, Long>> units() {
        return units;
    }
}
