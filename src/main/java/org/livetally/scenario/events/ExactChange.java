package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.livetally.domain.order.Order.Line;
import org.livetally.scenario.StreamScript.Product;

/**
 * Finds the fewest purchases, at listed prices and in whole units, that add up to a given sum, as a till makes change.
 * With it the orders of a script reach the reported GMV exactly, without a line that nobody could have bought.
 */
final class ExactChange {
    private static final int MAX_UNITS = 3;

    private final List<Line> choices = new ArrayList<>();

    ExactChange(List<Product> products) {
        for (Product product : products) {
            for (int qty = 1; qty <= MAX_UNITS; qty++) {
                choices.add(product.times(qty));
            }
        }
    }

    /**
     * @param sum in minor units
     * @param step a common divisor of all prices and the sum, in minor units
     */
    List<Line> make(long sum, long step) {
        int size = Math.toIntExact(sum / step);
        int[] lastChoice = fewestPurchases(size, step);
        List<Line> lines = new ArrayList<>();
        for (int left = size; left > 0; ) {
            if (lastChoice[left] < 0) {
                throw new IllegalArgumentException("no units at these prices come to " + sum);
            }
            Line line = choices.get(lastChoice[left]);
            lines.add(line);
            left -= (int) (line.amount() / step);
        }
        return lines;
    }

    /** For each sum up to the size, the choice that completes it with the fewest purchases, or -1. */
    private int[] fewestPurchases(int size, long step) {
        int[] purchases = new int[size + 1];
        int[] lastChoice = new int[size + 1];
        Arrays.fill(purchases, 1, size + 1, Integer.MAX_VALUE);
        Arrays.fill(lastChoice, -1);
        for (int sum = 1; sum <= size; sum++) {
            for (int i = 0; i < choices.size(); i++) {
                int before = sum - (int) (choices.get(i).amount() / step);
                if (before >= 0 && purchases[before] < purchases[sum] - 1) {
                    purchases[sum] = purchases[before] + 1;
                    lastChoice[sum] = i;
                }
            }
        }
        return lastChoice;
    }
}
