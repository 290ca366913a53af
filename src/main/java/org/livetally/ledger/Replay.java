package org.livetally.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.ledger.IdState.State;
import org.livetally.ledger.Tallies.Tally;
import org.livetally.model.Order;
import org.livetally.model.OrderEvent;
import org.livetally.model.OrderMessage;
import org.livetally.model.Section;
import org.livetally.model.Seq;

/**
 * What a ledger says, recomputed from its entries, one after another. It trusts none of them: a message that the rules would
 * not have let in is a fault.
 */
final class Replay {
    private static final int RECENT = 20;

    private final Tallies tallies = new Tallies();
    /** Of every id, without its seq and fingerprint, which are compared where they are read. */
    private final Map<String, IdState> states = new HashMap<>();
    /** Orders that are neither paid nor cancelled. */
    private final Map<String, Order> placed = new HashMap<>();

    private final Deque<String> recent = new ArrayDeque<>();
    private final List<Audit.Difference> faults = new ArrayList<>();
    private Seq last = Seq.START;

    void add(Recorded recorded) {
        OrderMessage message = recorded.message();
        if (recorded.seq().compareTo(last) <= 0) {
            fault("a seq after " + last, recorded.seq().toString());
        }
        last = recorded.seq();
        if (states.containsKey(message.id())) {
            fault("every id once", message.id() + " again at " + recorded.seq());
        } else if (message instanceof Order order) {
            add(order);
        } else {
            add((OrderEvent) message);
        }
    }

    private void add(Order order) {
        tallies.place(order);
        states.put(order.id(), bare(order.paid() ? State.PAID : State.PLACED, order.amount()));
        if (order.paid()) {
            remember(order);
        } else {
            placed.put(order.id(), order);
        }
    }

    private void add(OrderEvent event) {
        IdState order = states.get(event.order());
        if (event instanceof OrderEvent.Refund refund) {
            refund(refund, order);
            return;
        }
        Order open = placed.remove(event.order());
        if (order == null || open == null) {
            fault("only placed orders to be paid or cancelled", event.id() + " for " + event.order());
        } else if (event instanceof OrderEvent.Payment) {
            tallies.pay(open, event.at());
            tallies.settle(event.order());
            remember(open.at(event.at()));
            move(event, order.is(State.PAID), State.PAYMENT);
        } else {
            tallies.cancelled += order.amount();
            tallies.settle(event.order());
            move(event, order.is(State.CANCELLED), State.CANCELLATION);
        }
    }

    private void refund(OrderEvent.Refund refund, @Nullable IdState order) {
        if (order == null || order.state() != State.PAID || order.refunded() + refund.amount() > order.amount()) {
            fault("refunds within what was paid", refund.id() + " for " + refund.order());
        } else {
            tallies.refunded += refund.amount();
            move(refund, order.refund(refund.amount()), State.REFUND);
        }
    }

    private void move(OrderEvent event, IdState order, State kind) {
        states.put(event.order(), order);
        states.put(event.id(), bare(kind, 0));
    }

    private static IdState bare(State state, long amount) {
        return new IdState("", "", state, amount, 0);
    }

    private void remember(Order paid) {
        recent.addFirst(last + " " + new String(RecentJson.write(paid), StandardCharsets.UTF_8));
        if (recent.size() > RECENT) {
            recent.removeLast();
        }
    }

    private void fault(String expected, String found) {
        faults.add(new Audit.Difference("ledger", expected, found));
    }

    /**
     * Whether this is what {@code ids} must hold of a message now. The time is part of the fingerprint only if the producer gave
     * it, which the ledger no longer tells: either will do.
     */
    boolean isRight(Recorded recorded, String value) {
        OrderMessage message = recorded.message();
        IdState now = states.get(message.id());
        if (now == null) {
            return false; // a fault already
        }
        String timed = LedgerEntry.of(message, message.at()).fingerprint();
        String untimed =
                LedgerEntry.of(message.at(OrderMessage.NO_TIME), message.at()).fingerprint();
        String seq = recorded.seq().toString();
        return value.equals(with(now, seq, timed)) || value.equals(with(now, seq, untimed));
    }

    /** What {@code ids} should hold, for people: with one of the two fingerprints. */
    String expected(Recorded recorded) {
        OrderMessage message = recorded.message();
        IdState now = states.get(message.id());
        String fingerprint = LedgerEntry.of(message, message.at()).fingerprint();
        return now == null ? "nothing" : with(now, recorded.seq().toString(), fingerprint);
    }

    private static String with(IdState state, String seq, String fingerprint) {
        return new IdState(seq, fingerprint, state.state(), state.amount(), state.refunded()).text();
    }

    Seq last() {
        return last;
    }

    int messages() {
        return states.size();
    }

    Set<String> buyers() {
        return tallies.buyers;
    }

    Set<String> placed() {
        return placed.keySet();
    }

    List<String> recent() {
        return List.copyOf(recent);
    }

    List<Audit.Difference> faults() {
        return faults;
    }

    /** Every tally under the names of {@link StoredTallies}; zero is left out, but for names of a ranking. */
    SortedMap<String, Long> byName() {
        SortedMap<String, Long> names = new TreeMap<>();
        put(names, "placed", tallies.placed);
        put(names, "gmv", tallies.gmv);
        put(names, "refunded", tallies.refunded);
        put(names, "cancelled", tallies.cancelled);
        put(names, "waiting", tallies.waiting);
        put(names, "orders", tallies.orders);
        put(names, "units", tallies.units);
        put(names, "buyers", tallies.buyers.size());
        put(names, "ids", states.size());
        for (Section section : Section.values()) {
            tallies.of(section).forEach((name, tally) -> {
                names.put(section.key() + "/" + name, tally.gmv);
                put(names, "counts/" + section.ordersField(name), tally.orders);
                put(names, "counts/" + section.unitsField(name), tally.units);
            });
        }
        for (Map.Entry<Long, Tally> minute : tallies.trend.entrySet()) {
            put(names, "trend/" + minute.getKey() + ":gmv", minute.getValue().gmv);
            put(names, "trend/" + minute.getKey() + ":orders", minute.getValue().orders);
        }
        return names;
    }

    private static void put(SortedMap<String, Long> names, String name, long value) {
        if (value != 0) {
            names.put(name, value);
        }
    }
}
