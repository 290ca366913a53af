package org.livetally.reports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.Subjects;
import org.livetally.wire.GroupJson;

/**
 * What a report says of messages beside the tallies that they move: who bought how much, which orders came late, what
 * was corrected, and what names were called. Of one ledger, or of several, one after another. Not thread-safe.
 */
final class Observed {
    private final BuyerTable buyers = new BuyerTable();
    private final BuyerTable ofGroups = new BuyerTable();
    /** Distinct buyers of each group. */
    private final Map<String, Long> groupBuyers = new HashMap<>();

    private final Map<String, String> products = new HashMap<>();
    private final Map<String, String> groups = new HashMap<>();
    private long endedAt = Long.MAX_VALUE;
    private long refunds;
    private long lateOrders;
    private long lateGmv;
    private long stockChanges;
    private long stockAdded;
    private long stockRemoved;
    private long erasures;

    /** Amounts by buyer: what was paid, less refunds. */
    BuyerTable buyers() {
        return buyers;
    }

    /** Distinct buyers of each group. */
    Map<String, Long> groupBuyers() {
        return groupBuyers;
    }

    /** The catalogue's JSON of each product that the ledger tells of. */
    Map<String, String> products() {
        return products;
    }

    /** The tree's JSON of each group that the ledger tells of. */
    Map<String, String> groups() {
        return groups;
    }

    /** How many refunds there were. */
    long refunds() {
        return refunds;
    }

    Corrections corrections() {
        return new Corrections(lateOrders, lateGmv, stockChanges, stockAdded, stockRemoved, erasures);
    }

    /**
     * Another ledger follows.
     *
     * @param ended epoch milliseconds at which its stream ended; the latest there is, if it did not
     */
    void begin(long ended) {
        endedAt = ended;
    }

    /** Looks at messages of the ledger, in their order. */
    void look(List<Recorded> messages, Subjects known) {
        messages.forEach(recorded -> look(recorded, known));
    }

    private void look(Recorded recorded, Subjects known) {
        Message message = recorded.message();
        switch (message.type()) {
            case ORDER -> place((Order) message, recorded.seq().ms() > endedAt);
            case PAYMENT -> pay(order(known, ((Payment) message).order()));
            case REFUND -> refund((Refund) message, known);
            case STOCK -> stock(((StockChange) message).add());
            case CATALOGUE ->
                ((CatalogueChange) message).products().forEach((sku, entry) -> {
                    put(products, sku, entry.json());
                });
            case GROUPS ->
                ((GroupsChange) message).groups().forEach((name, group) -> {
                    put(groups, name, group == null ? "" : GroupJson.text(group));
                });
            case ERASURE -> erasures++;
            case CANCELLATION, SHOW, DEAL, DELIVERY, DEAL_CANCELLATION, LOSS -> {} // the tallies say it all
        }
    }

    private static Order order(Subjects known, String id) {
        return Objects.requireNonNull(known.orders().get(id), id).order();
    }

    private static void put(Map<String, String> texts, String name, String json) {
        if (json.isEmpty()) {
            texts.remove(name);
        } else {
            texts.put(name, json);
        }
    }

    private void place(Order order, boolean isLate) {
        if (isLate) {
            lateOrders++;
            lateGmv += order.paid() ? order.amount() : 0;
        }
        if (order.paid()) {
            pay(order);
        }
    }

    private void pay(Order order) {
        Buyer buyer = order.buyer();
        if (buyer == null || buyer.id() == null) {
            return;
        }
        buyers.add(buyer.id(), order.amount());
        if (buyer.group() != null && ofGroups.add(buyer.group() + Tallies.SEPARATOR + buyer.id(), 0)) {
            groupBuyers.merge(buyer.group(), 1L, Long::sum);
        }
    }

    private void refund(Refund refund, Subjects known) {
        refunds++;
        Buyer buyer = order(known, refund.order()).buyer();
        if (buyer != null && buyer.id() != null) {
            buyers.add(buyer.id(), -refund.amount());
        }
    }

    private void stock(long add) {
        stockChanges++;
        stockAdded += Math.max(add, 0);
        stockRemoved += Math.max(-add, 0);
    }
}
