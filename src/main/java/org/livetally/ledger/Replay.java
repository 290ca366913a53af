package org.livetally.ledger;

import java.util.HashMap;
import java.util.Map;
import org.livetally.ledger.IdState.State;
import org.livetally.model.Order;
import org.livetally.model.OrderEvent;
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
        if (recorded.message() instanceof Order order) {
            moved.add(recorded.seq(), tallies -> tallies.place(order));
            if (order.paid()) {
                recent.add(recorded.seq(), order);
            }
        }
    }

    /** A message is about the order with one of the ids. */
    void addAbout(Seq seq, OrderEvent event) {
        Life life = life(event.order());
        IdState order = life.state();
        if (event instanceof OrderEvent.Refund refund) {
            refund(seq, refund, life);
            return;
        }
        Order open = life.open();
        if (order == null || open == null) {
            fault("only placed orders to be paid or cancelled", event.id() + " for " + event.order());
        } else if (event instanceof OrderEvent.Payment) {
            moved.add(seq, tallies -> {
                tallies.pay(open, event.at());
                tallies.settle(event.order());
            });
            recent.add(seq, open.at(event.at()));
            life.settle(order.is(State.PAID), seq);
        } else {
            moved.add(seq, tallies -> {
                tallies.cancelled += order.amount();
                tallies.settle(event.order());
            });
            life.settle(order.is(State.CANCELLED), seq);
        }
    }

    private void refund(Seq seq, OrderEvent.Refund refund, Life life) {
        IdState order = life.state();
        if (order == null || order.state() != State.PAID || order.refunded() + refund.amount() > order.amount()) {
            fault("refunds within what was paid", refund.id() + " for " + refund.order());
        } else {
            moved.add(seq, tallies -> tallies.refunded += refund.amount());
            life.become(order.refund(refund.amount()), seq);
        }
    }

    private void fault(String expected, String found) {
        faults.add("ledger", expected, found);
    }
}
