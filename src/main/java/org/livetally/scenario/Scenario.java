package org.livetally.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.ProductFacts.Levy;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.Show.Change;

/**
 * Everything that happens in one stream, as data: what is presented and when, who orders what and when, who watches
 * from when to when, who likes.
 *
 * <p>All moments are offsets from the start of the stream, in milliseconds of its own time; all money is in minor
 * units.
 *
 * @param id the stream's id
 * @param length of the stream, in milliseconds
 * @param goal the host's goal for GMV, in minor units
 * @param presentations sorted by {@code at}
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
        List<Presentation> presentations,
        List<Sale> orders,
        List<Visit> visits,
        List<Cheer> cheers) {

    public Scenario {
        products = List.copyOf(products);
        presentations = List.copyOf(presentations);
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
     * @param details what else the catalogue says of it
     */
    public record Product(String sku, String name, String unit, long price, long retailPrice, Details details) {
        Line times(int qty) {
            return new Line(sku, qty, price * qty);
        }
    }

    /**
     * What a product counts for, and how much there is of it. A text may be empty.
     *
     * @param stock units; 0 if it is not counted
     * @param levy of each unit, into a fund; null if there is none
     * @param numbered null if its units have no numbers
     */
    public record Details(
            String series,
            String category,
            String spec,
            String origin,
            int stock,
            @Nullable Levy levy,
            @Nullable Numbered numbered) {
        static final Details NONE = new Details("", "", "", "", 0, null, null);
    }

    /** What a producer reports, once. The same report always has the same id and content. */
    public sealed interface Reported {
        String id();

        /** In milliseconds after the start, less than the length of the stream. */
        long at();

        /** @param startedAt of the stream, in epoch milliseconds */
        Message message(String stream, long startedAt);
    }

    /**
     * The host begins to explain a product, or goes on without one.
     *
     * @param sku null for no product
     */
    public record Presentation(
            String id, long at, String host, @Nullable String sku) implements Reported {
        @Override
        public Show message(String stream, long startedAt) {
            return new Show(id, stream, new Change(host), new Change(sku), startedAt + at);
        }
    }

    /** An order that is paid at once. */
    public record Sale(String id, long at, String channel, Buyer buyer, List<Line> lines) implements Reported {
        public Sale {
            lines = List.copyOf(lines);
        }

        /** In minor units. */
        public long amount() {
            return lines.stream().mapToLong(Line::amount).sum();
        }

        @Override
        public Order message(String stream, long startedAt) {
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
