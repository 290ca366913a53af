package org.livetally.ledger;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.livetally.ledger.Tallies.Tally;
import org.livetally.model.Order;
import org.livetally.model.Section;

/** What a ledger says, recomputed from its entries, one after another. */
final class Replay {
    private static final int RECENT = 20;

    private final String stream;
    private final Tallies tallies = new Tallies();
    private final Set<String> ids = new HashSet<>();
    private final Deque<String> recent = new ArrayDeque<>();
    private final List<Audit.Difference> faults = new ArrayList<>();
    private Seq previous = Seq.START;

    Replay(String stream) {
        this.stream = stream;
    }

    /** One order of the ledger, with what {@code ids} must say of it. */
    record Recorded(Seq seq, Order order) {
        /** The value in {@code ids}; the time is part of the fingerprint only if the producer gave it, which the ledger no longer tells. */
        Collection<String> possibleValues() {
            Order untimed = new Order(
                    order.id(),
                    order.stream(),
                    order.channel(),
                    order.buyer(),
                    order.lines(),
                    order.paid(),
                    Order.NO_TIME);
            return List.of(
                    seq + " " + LedgerEntry.of(order, order.at()).state(),
                    seq + " " + LedgerEntry.of(untimed, order.at()).state());
        }
    }

    /** Adds an entry of the Redis Stream; returns its orders. */
    List<Recorded> add(Response entry) {
        Seq last = Seq.parse(entry.get(0).toString());
        Response fields = entry.get(1);
        int orders = fields.size() / 2;
        List<Recorded> added = new ArrayList<>(orders);
        for (int i = 0; i < orders; i++) {
            String id = fields.get(2 * i).toString();
            byte[] json = fields.get(2 * i + 1).toString().getBytes(StandardCharsets.UTF_8);
            added.add(new Recorded(last.minus(orders - 1 - i), LedgerJson.read(stream, id, json)));
        }
        added.forEach(this::add);
        return added;
    }

    private void add(Recorded recorded) {
        Order order = recorded.order();
        if (recorded.seq().compareTo(previous) <= 0 && !previous.equals(Seq.START)) {
            fault("seq after " + previous, recorded.seq().toString());
        }
        previous = recorded.seq();
        if (!ids.add(order.id())) {
            fault("once in the ledger", "order " + order.id() + " again at " + recorded.seq());
        }
        tallies.add(order);
        if (order.paid()) {
            recent.addFirst(recorded.seq().toString());
            if (recent.size() > RECENT) {
                recent.removeLast();
            }
        }
    }

    private void fault(String expected, String found) {
        faults.add(new Audit.Difference("ledger", expected, found));
    }

    int orders() {
        return ids.size();
    }

    Set<String> buyers() {
        return tallies.buyers;
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
        put(names, "orders", tallies.orders);
        put(names, "units", tallies.units);
        put(names, "buyers", tallies.buyers.size());
        put(names, "ids", ids.size());
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
