package org.livetally.domain.tally;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.Order.Line;

/** The changes that a set of messages makes to stocks and numbers. */
final class Goods {
    private final Map<String, Long> stock = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    /** 1 for each time that a number came back, -1 for each time that it was given. */
    private final Map<String, Long> freed = new HashMap<>();

    /** Units arrive; fewer than 0 leave. */
    void add(String sku, long units) {
        stock.merge(sku, units, Long::sum);
    }

    void take(Sale sale) {
        if (sale.basis().isPlain()) {
            return;
        }
        lines(sale, -1);
        sale.order().numbers().forEach((sku, given) -> count(sku, given, 1));
    }

    /** Everything that an order took. */
    void giveBack(Sale sale) {
        if (sale.basis().isPlain()) {
            return;
        }
        lines(sale, 1);
        sale.order().numbers().forEach((sku, given) -> count(sku, given, -1));
    }

    private void lines(Sale sale, int sign) {
        for (Line line : sale.lines()) {
            if (sale.facts(line.sku()).tracked()) {
                add(line.sku(), sign * line.qty());
            }
        }
    }

    void giveBack(Sale sale, Return back) {
        if (back.restock()) {
            back.units().forEach((sku, units) -> {
                if (sale.facts(sku).tracked()) {
                    add(sku, units);
                }
            });
        }
        back.numbers().forEach((sku, free) -> count(sku, free, -1));
    }

    private void count(String sku, List<Long> moved, long sign) {
        numbers.merge(NumberNames.changes(sku), 1L, Long::sum);
        for (long number : moved) {
            numbers.merge(NumberNames.given(sku, number), sign, Long::sum);
            freed.merge(NumberNames.freed(sku, number), -sign, Long::sum);
        }
    }

    void add(Goods more) {
        more.stock.forEach((sku, units) -> stock.merge(sku, units, Long::sum));
        more.numbers.forEach((name, times) -> numbers.merge(name, times, Long::sum));
        more.freed.forEach((name, times) -> freed.merge(name, times, Long::sum));
    }

    void show(Tallies.Visitor visitor) {
        stock.forEach((sku, units) -> visitor.moved(Tallies.STOCK, sku, units));
        numbers.forEach((name, times) -> visitor.moved(Tallies.NUMBERS, name, times));
        freed.forEach((name, times) -> visitor.moved(Tallies.FREED, name, times));
    }

    int moved() {
        return stock.size() + numbers.size();
    }
}
