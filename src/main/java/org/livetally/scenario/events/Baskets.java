package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.livetally.domain.order.Order.Line;
import org.livetally.scenario.StreamScript.Product;

/**
 * Draws what is in a given number of orders, so that their values add up to a given sum, at listed prices and in whole
 * units. Of two random baskets the cheaper one is taken while the orders before were too dear, otherwise the dearer one;
 * the last order makes it exact.
 */
final class Baskets {
    /** The orders at the end that are chosen with more care, so that the last one has an ordinary value. */
    private static final int CAREFUL = 20;

    private static final int MANY = 40;

    private final Weighted<Product> goods;
    private final Weighted<Integer> units;
    private final ExactChange till;
    private final long step;
    private final Random random;

    /**
     * @param goods with how often each is chosen
     * @param all the same goods
     * @param units of a line
     * @param step a common divisor of all prices and of the sum, in minor units
     */
    Baskets(Weighted<Product> goods, List<Product> all, Weighted<Integer> units, long step, Random random) {
        this.goods = goods;
        this.units = units;
        this.till = new ExactChange(all);
        this.step = step;
        this.random = random;
    }

    /** The lines of so many orders, which are worth this sum, in minor units. */
    List<List<Line>> of(int orders, long sum) {
        List<List<Line>> baskets = new ArrayList<>();
        long left = sum;
        for (int rest = orders; rest > 1; rest--) {
            long average = left / rest;
            List<Line> basket = rest > CAREFUL ? of(draw(), draw(), average < sum / orders) : closestTo(average);
            baskets.add(basket);
            left -= value(basket);
        }
        baskets.add(till.make(left, step));
        return baskets;
    }

    private static List<Line> of(List<Line> one, List<Line> other, boolean cheaper) {
        return value(one) < value(other) == cheaper ? one : other;
    }

    private List<Line> closestTo(long value) {
        return Stream.generate(this::draw)
                .limit(MANY)
                .min(Comparator.comparingLong(basket -> Math.abs(value(basket) - value)))
                .orElseThrow();
    }

    private List<Line> draw() {
        Set<Product> bought = new LinkedHashSet<>();
        do {
            bought.add(goods.draw(random));
        } while (random.nextInt(4) == 0);
        return bought.stream().map(product -> product.times(units.draw(random))).toList();
    }

    private static long value(List<Line> lines) {
        return lines.stream().mapToLong(Line::amount).sum();
    }
}
