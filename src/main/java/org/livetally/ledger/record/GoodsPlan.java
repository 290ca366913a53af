package org.livetally.ledger.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Items;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.Return;

/**
 * What a batch takes out of stock and which numbers it gives, message by message.
 *
 * <p>Stock: without a reading of it, enough is assumed to be there. The script then checks that as much is there as the
 * batch needs at its worst moment, and no more: two nodes that sell the same product at the same time do not refuse each
 * other's batches while there is enough of it. Numbers are compared instead: each plan gives the lowest free ones, so it
 * rests on all changes before it.
 */
final class GoodsPlan {
    /** Maximum of numbers that an order gets: the ledger and the ack name each of them. */
    static final int MAX_NUMBERS = 1_000;

    /** Numbers after which a batch takes no more orders. */
    static final int ENOUGH_NUMBERS = 4_000;

    private final KnownIds known;
    private final Basis basis;
    /** Units that the batch has taken so far, by sku; negative if it has brought more. */
    private final Map<String, Long> taken = new HashMap<>();
    /** The highest of these. */
    private final Map<String, Long> needed = new TreeMap<>();

    private final Map<String, Numbering> numbers = new TreeMap<>();
    private final Map<String, Items> items = new LinkedHashMap<>();
    private long given;

    GoodsPlan(KnownIds known, Basis basis) {
        this.known = known;
        this.basis = basis;
    }

    /** Why an order cannot be recorded; null if everything that it orders is there. */
    @Nullable
    Rejection check(Order order) {
        if (basis.isPlain()) {
            return null;
        }
        Map<String, Long> wanted = new HashMap<>();
        long numbered = 0;
        for (int i = 0; i < order.lines().size(); i++) {
            Line line = order.lines().get(i);
            String field = "lines[" + i + "].qty";
            long units = wanted.merge(line.sku(), line.qty(), Long::sum);
            Numbered range = basis.facts(line.sku(), Seq.END).numbered();
            numbered += range == null ? 0 : line.qty();
            if (numbered > MAX_NUMBERS) {
                return Rejection.invalidOrder(field, Rule.INTEGER_RANGE.reason(1, MAX_NUMBERS));
            }
            long left = Math.min(
                    inStock(line.sku()),
                    range == null ? Long.MAX_VALUE : numbering(line.sku()).left());
            if (left < units) {
                long before = units - line.qty();
                return new Rejection(Code.SOLD_OUT, field, Rule.SOLD_OUT.reason(left - before));
            }
        }
        return null;
    }

    /** What is left of a product; a very large number if it is not counted, or was not read. */
    private long inStock(String sku) {
        if (!basis.facts(sku, Seq.END).tracked()) {
            return Long.MAX_VALUE;
        }
        long found = known.stock(sku);
        return found == KnownIds.NOT_READ ? Long.MAX_VALUE : found - taken.getOrDefault(sku, 0L);
    }

    /** Takes what an order wants, after {@link #check}; returns the order with its numbers. */
    Order take(Order order) {
        if (basis.isPlain()) {
            return order;
        }
        Map<String, List<Long>> own = new TreeMap<>();
        for (Line line : order.lines()) {
            move(line.sku(), Seq.END, line.qty());
            if (basis.facts(line.sku(), Seq.END).numbered() != null) {
                own.computeIfAbsent(line.sku(), any -> new ArrayList<>())
                        .addAll(numbering(line.sku()).give(line.qty()));
                given += line.qty();
            }
        }
        own.keySet().forEach(sku -> numbering(sku).changed());
        if (own.isEmpty()) {
            return order;
        }
        Order numbered = order.withNumbers(own);
        items.put(order.id(), Items.of(numbered));
        return numbered;
    }

    /** Takes back everything that a placed order took. */
    void giveBack(Sale sale) {
        for (Line line : sale.lines()) {
            move(line.sku(), sale.placedAt(), -line.qty());
        }
        sale.order().numbers().forEach(this::free);
        if (!itemsOf(sale.order().id()).isEmpty()) {
            items.put(sale.order().id(), Items.NONE);
        }
    }

    /**
     * Takes back what comes back with a refund.
     *
     * @param whole whether all that was paid is refunded now
     */
    Return giveBack(Sale sale, Refund refund, boolean whole) {
        String order = sale.order().id();
        Map<String, Long> units = itemsOf(order).comingBack(refund, whole, sale.lines());
        Items.AfterReturn after = itemsOf(order).returning(units);
        if (!units.isEmpty()) {
            items.put(order, after.items());
        }
        if (refund.restock()) {
            units.forEach((sku, back) -> move(sku, sale.placedAt(), -back));
        }
        after.freed().forEach(this::free);
        return new Return(units, refund.restock(), after.freed());
    }

    /** Changes a stock; returns why that is not possible, or null. */
    @Nullable
    Rejection change(StockChange change) {
        if (!basis.facts(change.sku(), Seq.END).tracked()) {
            return Rejection.invalidOrder("sku", Rule.STOCK_UNCOUNTED.reason());
        }
        long left = inStock(change.sku());
        if (left + Math.min(0, change.add()) < 0) {
            return new Rejection(Code.SOLD_OUT, "add", Rule.SOLD_OUT.reason(left));
        }
        move(change.sku(), Seq.END, -change.add());
        return null;
    }

    private void move(String sku, Seq at, long units) {
        if (basis.facts(sku, at).tracked()) {
            long now = taken.merge(sku, units, Long::sum);
            if (now > 0) {
                needed.merge(sku, now, Math::max);
            }
        }
    }

    private void free(String sku, List<Long> freed) {
        Numbering numbering = numbering(sku);
        freed.forEach(numbering::free);
        numbering.changed();
    }

    private Numbering numbering(String sku) {
        return numbers.computeIfAbsent(
                sku, any -> new Numbering(basis.facts(sku, Seq.END).numbered(), known.numbers(sku)));
    }

    /** The numbers that an order has, and what came back of it. */
    Items itemsOf(String order) {
        Items here = items.get(order);
        return here == null ? known.items(order) : here;
    }

    /** The items of orders that the batch changes. */
    Map<String, Items> items() {
        return items;
    }

    /** Whether the batch has given as many numbers as one run of the script should. */
    boolean isFull() {
        return given >= ENOUGH_NUMBERS;
    }

    /** Sku to the units of it that must be in stock before the batch. */
    Map<String, Long> needed() {
        return needed;
    }

    /** The numbers of each product of which the batch gave or freed some, by sku. */
    Map<String, Numbering> numbers() {
        numbers.values().removeIf(Numbering::isUnchanged);
        return numbers;
    }
}
