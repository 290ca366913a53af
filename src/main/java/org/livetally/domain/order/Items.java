package org.livetally.domain.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Refund;

/**
 * What has become of the units of an order: the numbers that it has, and the units that came back. Products are sorted
 * by sku, so each content has one form.
 *
 * @param numbers sku to the numbers that the order still has, of numbered products only
 * @param returned sku to the units that came back, at least 1
 */
public record Items(Map<String, List<Long>> numbers, Map<String, Long> returned) {
    /** No numbers, and nothing came back. */
    public static final Items NONE = new Items(Map.of(), Map.of());

    public Items {
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
        returned = Collections.unmodifiableSortedMap(new TreeMap<>(returned));
    }

    /** Those of an order that is recorded: all its numbers, and nothing came back. */
    public static Items of(Order order) {
        return order.numbers().isEmpty() ? NONE : new Items(order.numbers(), Map.of());
    }

    /**
     * The items after a return.
     *
     * @param freed sku to the numbers that are free again, the highest first
     */
    public record AfterReturn(Items items, Map<String, List<Long>> freed) {}

    /** Whether there is nothing to remember. */
    public boolean isEmpty() {
        return numbers.isEmpty() && returned.isEmpty();
    }

    /** The units of an order that have not come back, by sku. Products without such units are left out. */
    public Map<String, Long> left(List<Line> bought) {
        SortedMap<String, Long> left = new TreeMap<>();
        for (Line line : bought) {
            left.merge(line.sku(), line.qty(), Long::sum);
        }
        returned.forEach((sku, units) -> left.computeIfPresent(sku, (same, all) -> all > units ? all - units : null));
        return left;
    }

    /**
     * Sku to the units that come back with a refund: those that it names; if it names none, everything that has not come
     * back yet once all that was paid is refunded.
     *
     * @param whole whether all that was paid is refunded now
     */
    public Map<String, Long> comingBack(Refund refund, boolean whole, List<Line> bought) {
        if (refund.lines().isEmpty()) {
            return whole ? left(bought) : Map.of();
        }
        SortedMap<String, Long> named = new TreeMap<>();
        refund.lines().forEach(line -> named.merge(line.sku(), line.qty(), Long::sum));
        return named;
    }

    /**
     * Units come back. Of each product as many numbers become free, the highest that the order has; fewer if it has
     * fewer.
     *
     * @param units sku to units, at least 1
     */
    public AfterReturn returning(Map<String, Long> units) {
        Map<String, List<Long>> kept = new TreeMap<>(numbers);
        Map<String, Long> all = new TreeMap<>(returned);
        Map<String, List<Long>> freed = new TreeMap<>();
        units.forEach((sku, qty) -> {
            all.merge(sku, qty, Long::sum);
            List<Long> had = kept.remove(sku);
            if (had != null) {
                List<Long> rising = had.stream().sorted().toList();
                int keeps = (int) Math.max(0, rising.size() - qty);
                if (keeps > 0) {
                    kept.put(sku, rising.subList(0, keeps));
                }
                List<Long> free = new ArrayList<>(rising.subList(keeps, rising.size()));
                Collections.reverse(free);
                freed.put(sku, free);
            }
        });
        return new AfterReturn(new Items(kept, all), freed);
    }
}
