package org.livetally.ledger.count;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;

/**
 * The orders and deals that messages are about, by id.
 *
 * @param asked whether anybody asks for one; otherwise none are kept
 */
public record Subjects(
        Map<String, KnownOrder> orders, Map<String, Refunded> refunds, Map<String, Deal> deals, boolean asked) {
    public Subjects() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>(), true);
    }

    /** Of messages that are about no other: nearly all pages of a ledger are of paid orders. */
    static Subjects notAsked() {
        return new Subjects(Map.of(), Map.of(), Map.of(), false);
    }

    /** @throws IllegalStateException if the ledger has an event of a deal that it does not have */
    Deal deal(String id) {
        Deal deal = deals.get(id);
        if (deal == null) {
            throw new IllegalStateException("no deal " + id + " before an event of it");
        }
        return deal;
    }

    /** @throws IllegalStateException if the ledger has an event of an order that it does not have */
    KnownOrder order(String id) {
        KnownOrder order = orders.get(id);
        if (order == null) {
            throw new IllegalStateException("no order " + id + " before an event of it");
        }
        return order;
    }

    Refunded refunded(String id) {
        return Objects.requireNonNullElse(refunds.get(id), Refunded.NOTHING);
    }

    void add(Seq seq, Order order) {
        if (asked) {
            orders.put(order.id(), new KnownOrder(seq, order));
        }
    }

    /** An order or a deal. */
    void add(Recorded recorded) {
        if (recorded.message() instanceof Deal deal) {
            deals.put(deal.id(), deal);
        } else {
            add(recorded.seq(), (Order) recorded.message());
        }
    }

    void add(String order, Refunded now) {
        refunds.put(order, now);
    }
}
