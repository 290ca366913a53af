package org.livetally.ledger.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recent;
import org.livetally.ledger.Recorded;

/**
 * Recomputes the tallies of some ids from the messages of a ledger, one after another. It trusts no message: one that
 * breaks the rules is reported as a difference.
 */
final class Replay {
    private final Basis basis;
    private final Moved moved;
    private final Recent recent;
    private final Differences differences;
    private final Map<String, Life> lives = new HashMap<>();

    Replay(Basis basis, Moved moved, Recent recent, Differences differences) {
        this.basis = basis;
        this.moved = moved;
        this.recent = recent;
        this.differences = differences;
    }

    Life life(String id) {
        return lives.computeIfAbsent(id, any -> new Life());
    }

    Map<String, Life> lives() {
        return lives;
    }

    /** Adds a message with one of the ids. An order moves its tallies. */
    void addOwn(Recorded recorded) {
        Life life = life(recorded.message().id());
        if (life.isRecorded()) {
            difference("every id once", recorded.message().id() + " again at " + recorded.seq());
            return;
        }
        life.begin(recorded);
        switch (recorded.message().type()) {
            case ORDER -> place(recorded.seq(), (Order) recorded.message());
            case PAYMENT, CANCELLATION, REFUND -> {} // move the tallies of their order: see addAbout
            case STOCK, SHOW, CATALOGUE, GROUPS -> {} // move no tallies of an order
        }
    }

    private void place(Seq seq, Order order) {
        moved.add(seq, tallies -> tallies.place(new Sale(order, basis, seq, seq)));
        if (order.paid()) {
            recent.add(seq, order);
        }
    }

    /** Adds a message about an order with one of the ids. */
    void addAbout(Seq seq, OrderEvent event) {
        Life life = life(event.order());
        IdState next = life.state() == null ? null : life.state().after(event);
        if (next == null) {
            difference(rule(event.type()), event.id() + " for " + event.order());
            return;
        }
        switch (event.type()) {
            case ORDER, STOCK, SHOW, CATALOGUE, GROUPS -> {} // not a step of an order
            case PAYMENT -> {
                pay(seq, event, Objects.requireNonNull(life.open()));
                life.settle(next, seq);
            }
            case CANCELLATION -> {
                Order open = Objects.requireNonNull(life.open());
                moved.add(seq, tallies -> tallies.cancel(new Sale(open, basis, seq, seq)));
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
            case ORDER, STOCK, SHOW, CATALOGUE, GROUPS -> "messages that are about no order";
            case PAYMENT, CANCELLATION -> "only placed orders to be paid or cancelled";
            case REFUND -> "refunds within what was paid";
        };
    }

    private void pay(Seq seq, OrderEvent payment, Order open) {
        Order paid = open.at(payment.at());
        moved.add(seq, tallies -> tallies.pay(new Sale(paid, basis, seq, seq)));
        recent.add(seq, paid);
    }

    private void difference(String expected, String found) {
        differences.add("ledger", expected, found);
    }
}
