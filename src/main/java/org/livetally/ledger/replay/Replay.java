package org.livetally.ledger.replay;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.Items;
import org.livetally.domain.order.Items.AfterReturn;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Return;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recent;
import org.livetally.ledger.Recorded;
import org.livetally.wire.ItemsJson;

/**
 * Recomputes the tallies of some orders and deals, and the items of orders, from the messages of a ledger, one after another. It trusts no
 * message: one that breaks the rules is reported as a difference.
 */
final class Replay {
    private final Basis basis;
    private final Results results;
    private final Differences differences;
    private final Map<String, Life> lives = new HashMap<>();

    /**
     * Where the results go.
     *
     * @param items receives the JSON of the items of orders, by {@code items/<order>}
     */
    record Results(Moved moved, Recent recent, TextCheck items) {}

    Replay(Basis basis, Results results, Differences differences) {
        this.basis = basis;
        this.results = results;
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
            case ORDER -> place(recorded.seq(), life);
            case PAYMENT, CANCELLATION, REFUND -> {} // move the tallies of their order: see addAbout
            case DEAL -> {
                DealProgress made = DealProgress.of((Deal) recorded.message());
                results.moved.add(recorded.seq(), tallies -> tallies.deal(null, made));
            }
            case DELIVERY, DEAL_CANCELLATION -> {} // move the figures of their deal: see addAbout
            case STOCK, SHOW, CATALOGUE, GROUPS, ERASURE, LOSS -> {} // of the stream: see StreamReplay
        }
    }

    private void place(Seq seq, Life life) {
        Order order = life.order();
        results.moved.add(seq, tallies -> tallies.place(new Sale(order, basis, seq, seq)));
        if (order.paid()) {
            results.recent.add(seq, order);
        }
        if (!life.items().isEmpty()) {
            items(seq, order, life.items());
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
            case ORDER,
                    STOCK,
                    SHOW,
                    DEAL,
                    DELIVERY,
                    DEAL_CANCELLATION,
                    CATALOGUE,
                    GROUPS,
                    ERASURE,
                    LOSS -> {} // not a step of an order
            case PAYMENT -> {
                pay(seq, event, life);
                life.settle(next, seq);
            }
            case CANCELLATION -> {
                cancel(seq, life);
                life.settle(next, seq);
            }
            case REFUND -> refund(seq, (Refund) event, life, next);
        }
    }

    /** Adds a delivery or the cancellation of a deal with one of the ids. */
    void addAbout(Seq seq, DealEvent event) {
        Life life = life(event.deal());
        IdState before = life.state();
        IdState next = before == null ? null : before.after(event);
        if (before == null || next == null) {
            difference(
                    "deliveries within what was agreed, and no deal cancelled after one",
                    event.id() + " for " + event.deal());
            return;
        }
        DealProgress after = Objects.requireNonNull(next.deal());
        results.moved.add(seq, tallies -> tallies.deal(before.deal(), after));
        life.become(next, seq);
    }

    private static String rule(MessageType type) {
        return switch (type) {
            case ORDER, STOCK, SHOW, DEAL, DELIVERY, DEAL_CANCELLATION, CATALOGUE, GROUPS, ERASURE, LOSS ->
                "messages that are about no order";
            case PAYMENT, CANCELLATION -> "only placed orders to be paid or cancelled";
            case REFUND -> "refunds within what was paid";
        };
    }

    private void pay(Seq seq, OrderEvent payment, Life life) {
        Order paid = Objects.requireNonNull(life.open()).at(payment.at());
        results.moved.add(seq, tallies -> tallies.pay(new Sale(paid, basis, life.recordedAt(), seq)));
        results.recent.add(seq, paid);
    }

    private void cancel(Seq seq, Life life) {
        Sale sale = sale(Objects.requireNonNull(life.open()), life);
        results.moved.add(seq, tallies -> tallies.cancel(sale));
        if (!life.items().isEmpty()) {
            life.become(Items.NONE);
            items(seq, sale.order(), Items.NONE);
        }
    }

    private void refund(Seq seq, Refund refund, Life life, IdState next) {
        Order order = life.order();
        boolean whole = next.refunded() == next.amount();
        Map<String, Long> back = life.items().comingBack(refund, whole, order.lines());
        Map<String, Long> left = life.items().left(order.lines());
        if (back.entrySet().stream().anyMatch(of -> of.getValue() > left.getOrDefault(of.getKey(), 0L))) {
            difference("refunds to return what was bought", refund.id() + " for " + refund.order());
            return;
        }
        results.moved.add(seq, tallies -> tallies.refund(refund.order(), refund.amount()));
        if (!back.isEmpty()) {
            AfterReturn after = life.items().returning(back);
            Return returned = new Return(back, refund.restock(), after.freed());
            results.moved.add(seq, tallies -> tallies.giveBack(sale(order, life), returned));
            life.become(after.items());
            items(seq, order, after.items());
        }
        life.become(next, seq);
    }

    /** What the return or the cancellation of an order gives back is judged as it was when the order was placed. */
    private Sale sale(Order order, Life life) {
        return new Sale(order, basis, life.recordedAt(), life.recordedAt());
    }

    private void items(Seq seq, Order order, Items items) {
        if (!basis.countsAll()) {
            return; // an earlier version kept none of its returns
        }
        String json = items.isEmpty() ? null : new String(ItemsJson.write(items), StandardCharsets.UTF_8);
        results.items.addSaid("items/" + order.id(), seq, json);
    }

    private void difference(String expected, String found) {
        differences.add("ledger", expected, found);
    }
}
