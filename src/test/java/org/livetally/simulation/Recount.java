package org.livetally.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;

/** What a ledger comes to at each of its places, by other code than the product's. */
final class Recount {
    static final Figures NOTHING = new Figures(0, 0, 0);

    private final Map<String, Recorded> messages = new HashMap<>();
    private final NavigableMap<Seq, Figures> at = new TreeMap<>();

    /**
     * Sums.
     *
     * @param gmv of what was paid
     */
    record Figures(long gmv, long refunded, long orders) {
        Figures plus(Figures other) {
            return new Figures(gmv + other.gmv, refunded + other.refunded, orders + other.orders);
        }
    }

    /** @throws Violation if an id is there twice */
    Recount(List<Recorded> ledger) {
        Figures sum = NOTHING;
        for (Recorded recorded : ledger) {
            Message message = recorded.message();
            Recorded twin = messages.put(message.id(), recorded);
            Violation.unless(twin == null, () -> "an id is in the ledger twice: " + twin + " and " + recorded);
            sum = sum.plus(worth(message));
            at.put(recorded.seq(), sum);
        }
    }

    private Figures worth(Message message) {
        if (message instanceof Order order && order.paid()) {
            return new Figures(order.amount(), 0, 1);
        } else if (message instanceof Payment payment) {
            Order order = (Order)
                    Objects.requireNonNull(messages.get(payment.order())).message();
            return new Figures(order.amount(), 0, 1);
        }
        return message instanceof Refund refund ? new Figures(0, refund.amount(), 0) : NOTHING;
    }

    /** By id. */
    Map<String, Recorded> messages() {
        return messages;
    }

    /** What it came to when this was its newest message. */
    Figures upTo(Seq seq) {
        Map.Entry<Seq, Figures> newest = at.floorEntry(seq);
        return newest == null ? NOTHING : newest.getValue();
    }

    /** Whether it has a message there. */
    boolean has(Seq seq) {
        return at.containsKey(seq);
    }

    /** Whether it has every message of another one, at its place. */
    boolean hasAllOf(Recount other) {
        return other.messages.values().stream().allMatch(there -> {
            Recorded here = messages.get(there.message().id());
            return here != null && here.seq().equals(there.seq());
        });
    }

    Figures all() {
        return upTo(Seq.END);
    }
}
