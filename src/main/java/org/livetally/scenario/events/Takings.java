package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.scenario.Reported.Sale;
import org.livetally.scenario.StreamScript.Product;

/**
 * What tills took, typed in afterwards: an order holds what one till took until it was read, in an hour, a day or a week.
 * What is known is how much was sold of each product in all; it is shared out over the tills.
 */
final class Takings {
    private static final int MAX_LINES = 100;

    private Takings() {}

    /**
     * A till that is read.
     *
     * @param at milliseconds after the start of the stream
     * @param weight of what it sold, relative to the others; above 0
     */
    record Till(String id, long at, String channel, Buyer buyer, double weight) {}

    /**
     * What was sold of a product.
     *
     * @param every 1 for a product that each till sells, n for one that only each n-th till does
     */
    record Sold(Product product, long units, int every) {
        /** How it is shared out to the tills; the place staggers products. */
        private long[] over(List<Till> tills, int place) {
            double[] weights = new double[tills.size()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (i + place) % every == 0 ? tills.get(i).weight() : 0;
            }
            return Shares.of(units, weights);
        }
    }

    /** The orders, by till. */
    static List<Sale> of(List<Till> tills, List<Sold> sold) {
        List<List<Line>> lines = new ArrayList<>();
        tills.forEach(till -> lines.add(new ArrayList<>()));
        for (int place = 0; place < sold.size(); place++) {
            long[] units = sold.get(place).over(tills, place);
            for (int i = 0; i < units.length; i++) {
                if (units[i] > 0) {
                    lines.get(i).add(sold.get(place).product().times(units[i]));
                }
            }
        }
        List<Sale> orders = new ArrayList<>();
        for (int i = 0; i < tills.size(); i++) {
            addOrders(tills.get(i), lines.get(i), orders);
        }
        return orders;
    }

    private static void addOrders(Till till, List<Line> lines, List<Sale> orders) {
        for (int from = 0; from < lines.size(); from += MAX_LINES) {
            List<Line> some = lines.subList(from, Math.min(lines.size(), from + MAX_LINES));
            String id = from == 0 ? till.id() : till.id() + "-" + (from / MAX_LINES + 1);
            orders.add(new Sale(id, till.at(), till.channel(), till.buyer(), some));
        }
    }
}
