package org.livetally.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.livetally.domain.order.MessageType;
import org.livetally.model.Order;
import org.livetally.model.OrderEvent;
import org.livetally.model.OrderEvent.Refund;
import org.livetally.model.Seq;

/**
 * What a ledger says of some ids, recomputed from its messages, one after another. It trusts none of them: a message that the rules
 * would not have let in is a fault.
 */
final class Replay {
    private final Moved moved;
    private final Recent recent;
    private final Differences faults;
    private final Map<String, Life> lives = new HashMap<>();

    Replay(Moved moved, Recent recent, Differences faults) {
        this.moved = moved;
        this.recent = recent;
        this.faults = faults;
    }

    Life life(String id) {
        return lives.computeIfAbsent(id, any -> new Life());
    }

    Map<String, Life> lives() {
        return lives;
    }

    /** A message has one of the ids; an order moves what it moves. */
    void addOwn(Recorded recorded) {
        Life life = life(recorded.message().id());
        if (life.isRecorded()) {
            fault("every id once", recorded.message().id() + " again at " + recorded.seq());
            return;
        }
        life.begin(recorded);
        switch (recorded.message().type()) {
            case ORDER -> place(recorded.seq(), (Order) recorded.message());
            case PAYMENT, CANCELLATION, REFUND -> {} // move what their order moves: see addAbout
        }
    }

    private void place(Seq seq, Order order) {
        moved.add(seq, tallies -> tallies.place(order));
        if (order.paid()) {
            recent.add(seq, order);
        }
    }

    /** A message is about the order with one of the ids. */
    void addAbout(Seq seq, OrderEvent event) {
        Life life = life(event.order());
        IdState next = life.state() == null ? null : life.state().after(event);
        if (next == null) {
            fault(rule(event.type()), event.id() + " for " + event.order());
            return;
        }
        switch (event.type()) {
            case ORDER -> {} // no step that an order admits
            case PAYMENT -> {
                pay(seq, event, Objects.requireNonNull(life.open()));
                life.settle(next, seq);
            }
            case CANCELLATION -> {
                moved.add(seq, tallies -> tallies.cancel(event.order(), next.amount()));
                life.settle(next, seq);
            }
            case REFUND -> {
                long amount = ((Refund) event).amount();
                moved.add(seq, tallies -> tallies.refund(event.order(), amount));
                life.become(next, seq);
            }
        }
    }

    private static String rule(MessageType type) {
        return switch (type) {
            case ORDER -> "orders about no other order";
            case PAYMENT, CANCELLATION -> "only placed orders to be paid or cancelled";
            case REFUND -> "refunds within what was paid";
        };
    }

    private void pay(Seq seq, OrderEvent payment, Order open) {
        moved.add(seq, tallies -> tallies.pay(open, payment.at()));
        recent.add(seq, open.at(payment.at()));
    }

    private void fault(String expected, String found) {
        faults.add("ledger", expected, found);
    }
}
