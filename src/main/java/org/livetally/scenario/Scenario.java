package org.livetally.scenario;

import java.util.List;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;

/**
 * Everything that happens in one stream, as data: who orders what and when, who watches from when to when, who likes.
 *
 * <p>All moments are offsets from the start of the stream, in milliseconds of its own time; all money is in minor
 * units.
 *
 * @param id the stream's id
 * @param length of the stream, in milliseconds
 * @param goal the host's goal for GMV, in minor units
 * @param orders sorted by {@code at}
 * @param visits sorted by {@code enters}
 * @param cheers sorted by {@code at}
 */
public record Scenario(
        String id,
        String title,
        String currency,
        String timezone,
        long goal,
        long length,
        List<Product> products,
        List<Sale> orders,
        List<Visit> visits,
        List<Cheer> cheers) {

    public Scenario {
        products = List.copyOf(products);
        orders = List.copyOf(orders);
        visits = List.copyOf(visits);
        cheers = List.copyOf(cheers);
    }

    /** The value of all orders, all of which are paid, in minor units. */
    public long gmv() {
        return orders.stream().mapToLong(Sale::amount).sum();
    }

    public long likes() {
        return cheers.stream().mapToLong(Cheer::count).sum();
    }

    /**
     * A product.
     *
     * @param price of one unit in this stream, in minor units
     * @param retailPrice of one unit elsewhere, in minor units
     */
    public record Product(String sku, String name, String unit, long price, long retailPrice) {
        Line times(int qty) {
            return new Line(sku, qty, price * qty);
        }
    }

    /** @param at milliseconds after the start, less than the length of the stream */
    public record Sale(String id, long at, String channel, Buyer buyer, List<Line> lines) {
        public Sale {
            lines = List.copyOf(lines);
        }

        /** In minor units. */
        public long amount() {
            return lines.stream().mapToLong(Line::amount).sum();
        }

        /**
         * The message that reports the order as paid.
         *
         * @param startedAt of the stream, in epoch milliseconds
         */
        Order message(String stream, long startedAt) {
            return new Order(id, stream, channel, buyer, lines, true, startedAt + at);
        }
    }

    /**
     * One audience connection of a viewer.
     *
     * @param enters milliseconds after the start
     * @param leaves milliseconds after the start, later than {@code enters} and never after the end
     */
    public record Visit(String viewer, long enters, long leaves) {}

    /**
     * Likes that a viewer sends in one message.
     *
     * @param at milliseconds after the start, while the viewer is connected
     * @param visit index in {@link Scenario#visits()}
     * @param count 1 to 100
     */
    public record Cheer(long at, int visit, int count) {}
}
