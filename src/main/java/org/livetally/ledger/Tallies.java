package org.livetally.ledger;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Ids;
import org.livetally.model.Order;
import org.livetally.model.Order.Buyer;
import org.livetally.model.Order.Line;
import org.livetally.model.Section;

/**
 * Everything that an order moves, listed here and nowhere else: the record script adds what a batch moves, and the audit
 * compares what the whole ledger moves with what Redis holds. Every tally is a sum, so batches, streams and partitions
 * can be added up. Values in minor units (fen).
 */
final class Tallies {
    static final long MINUTE_MS = 60_000;

    long placed;
    long gmv;
    long orders;
    long units;
    long cancelled;
    long refunded;
    /** Orders of the audience that wait for their payment, a number: strangers may have only so many. */
    long waiting;

    private final Map<Section, Map<String, Tally>> sections = new EnumMap<>(Section.class);
    /** By the first epoch millisecond of the minute. */
    final Map<Long, Tally> trend = new TreeMap<>();

    final Set<String> buyers = new HashSet<>();

    /** What one name of a section, or one minute, has sold. */
    static final class Tally {
        long gmv;
        long orders;
        long units;
    }

    Tallies() {
        for (Section section : Section.values()) {
            sections.put(section, new HashMap<>());
        }
    }

    /** The totals by name. */
    Map<String, Long> totals() {
        return Map.of(
                "placed", placed,
                "gmv", gmv,
                "refunded", refunded,
                "cancelled", cancelled,
                "waiting", waiting,
                "orders", orders,
                "units", units);
    }

    /**
     * Shows every other tally under the name that the audit has for it, for example {@code products/cordyceps-5g}; a buyer counts 1.
     * Zero is left out, but for names of a ranking: what was given away belongs into it.
     */
    void eachName(ObjLongConsumer<String> visit) {
        sections.forEach((section, names) -> names.forEach((name, tally) -> {
            visit.accept(section.key() + "/" + name, tally.gmv);
            show(visit, "counts/" + section.ordersField(name), tally.orders);
            show(visit, "counts/" + section.unitsField(name), tally.units);
        }));
        trend.forEach((minute, tally) -> {
            show(visit, "trend/" + minute + ":gmv", tally.gmv);
            show(visit, "trend/" + minute + ":orders", tally.orders);
        });
        buyers.forEach(buyer -> visit.accept("buyers/" + buyer, 1));
    }

    private static void show(ObjLongConsumer<String> visit, String name, long value) {
        if (value != 0) {
            visit.accept(name, value);
        }
    }

    /** How many names of sections, minutes and buyers there are. */
    int names() {
        return moved() + buyers.size();
    }

    /** How many names of sections and minutes there are: each of them costs Redis some commands. */
    int moved() {
        int names = trend.size();
        for (Map<String, Tally> section : sections.values()) {
            names += section.size();
        }
        return names;
    }

    /** The tallies of a section by name. */
    Map<String, Tally> of(Section section) {
        return Objects.requireNonNull(sections.get(section));
    }

    /** A new order, paid or not. */
    void place(Order order) {
        placed += order.amount();
        if (order.paid()) {
            pay(order, order.at());
        } else if (Ids.isOfAudience(order.id())) {
            waiting++;
        }
    }

    /** An order that was placed before is placed no more: paid, or cancelled. */
    void settle(String order) {
        if (Ids.isOfAudience(order)) {
            waiting--;
        }
    }

    /**
     * An order that was placed before is paid.
     *
     * @param at epoch milliseconds of the payment
     */
    void pay(Order order, long at) {
        long amount = order.amount();
        gmv += amount;
        orders++;
        units += order.units();
        addLines(order);
        addBuyer(order.buyer(), amount);
        count(Section.CHANNELS, order.channel(), amount);
        Tally minute = trend.computeIfAbsent(Math.floorDiv(at, MINUTE_MS) * MINUTE_MS, m -> new Tally());
        minute.gmv += amount;
        minute.orders++;
    }

    private void addLines(Order order) {
        Map<String, Tally> products = of(Section.PRODUCTS);
        for (int i = 0; i < order.lines().size(); i++) {
            Line line = order.lines().get(i);
            Tally product = products.computeIfAbsent(line.sku(), sku -> new Tally());
            product.gmv += line.amount();
            product.units += line.qty();
            product.orders += isFirstOfSku(order, i) ? 1 : 0;
        }
    }

    /** A product's orders are orders, not lines: one order may name it in several lines. */
    private static boolean isFirstOfSku(Order order, int index) {
        String sku = order.lines().get(index).sku();
        for (int i = 0; i < index; i++) {
            if (order.lines().get(i).sku().equals(sku)) {
                return false;
            }
        }
        return true;
    }

    private void addBuyer(@Nullable Buyer buyer, long amount) {
        if (buyer != null) {
            if (buyer.id() != null) {
                buyers.add(buyer.id());
            }
            count(Section.GROUPS, buyer.group(), amount);
            count(Section.CITIES, buyer.city(), amount);
        }
    }

    private void count(Section section, @Nullable String name, long amount) {
        if (name != null) {
            Tally tally = of(section).computeIfAbsent(name, n -> new Tally());
            tally.gmv += amount;
            tally.orders++;
        }
    }
}
