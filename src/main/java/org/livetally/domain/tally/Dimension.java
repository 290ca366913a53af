package org.livetally.domain.tally;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;

/**
 * What paid orders are broken down by, in the order in which a board shows it. Redis, the audit, the boards and the
 * ledger's filters take names and measures from here, so a new dimension is a new constant. Each dimension keeps
 * {@link Measure#GMV}, which ranks its names, and the measures given to its constructor.
 */
public enum Dimension {
    /** By sku. Boards add what the catalogue knows of the product. */
    PRODUCTS("sku", byLine(Line::sku), Measure.UNITS, Measure.ORDERS),
    CHANNELS("channel", byOrder(Order::channel), Measure.ORDERS),
    GROUPS("group", byBuyer(Buyer::group), Measure.ORDERS),
    CITIES("city", byBuyer(Buyer::city), Measure.ORDERS),
    PROVINCES("province", byBuyer(Buyer::province), Measure.ORDERS);

    private final String key = name().toLowerCase(Locale.ROOT);
    private final String field;

    @SuppressWarnings("ImmutableEnumChecker") // the functions below are stateless
    private final Split split;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<Measure> counts;

    /**
     * @param field the message field that holds the name
     * @param counts the measures kept besides GMV
     */
    Dimension(String field, Split split, Measure... counts) {
        this.field = field;
        this.split = split;
        this.counts = List.of(counts);
    }

    /** Receives the share of an order that belongs to one name. */
    @FunctionalInterface
    public interface Shares {
        /** @param orders 1, or 0 if this order was already counted for the name */
        void add(String name, long amount, long units, long orders);
    }

    /** Divides an order among names. The order's value and units are passed in, so that they are summed only once. */
    @FunctionalInterface
    private interface Split {
        void divide(Order order, long amount, long units, Shares shares);
    }

    /** The dimension's name on the board, in Redis and in the audit, for example {@code products}. */
    public String key() {
        return key;
    }

    /**
     * The field that holds a name of this dimension, in messages and in the ledger's filters, for example {@code sku}.
     */
    public String field() {
        return field;
    }

    /** The measures kept for each name besides GMV. */
    public List<Measure> counts() {
        return counts;
    }

    /** Whether the catalogue describes the names of this dimension. */
    public boolean isCatalogued() {
        return this == PRODUCTS;
    }

    /** The field that holds a name's measure in the hash of counts, for example {@code products:units:cordyceps-5g}. */
    public String countField(Measure measure, String name) {
        return key + ":" + measure.key() + ":" + name;
    }

    /**
     * Passes each name that the order counts for to {@code shares}, with its share of the order.
     *
     * @param amount the order's value, in minor units
     * @param units the order's units
     */
    void divide(Order order, long amount, long units, Shares shares) {
        split.divide(order, amount, units, shares);
    }

    /** Whether an order, paid or not, belongs to this name. */
    public boolean has(Order order, String name) {
        boolean[] found = {false};
        divide(order, 0, 0, (other, amount, units, orders) -> found[0] |= other.equals(name));
        return found[0];
    }

    private static Split byOrder(Function<Order, @Nullable String> name) {
        return (order, amount, units, shares) -> {
            String named = name.apply(order);
            if (named != null) {
                shares.add(named, amount, units, 1);
            }
        };
    }

    private static Split byBuyer(Function<Buyer, @Nullable String> name) {
        return byOrder(order -> order.buyer() == null ? null : name.apply(order.buyer()));
    }

    private static Split byLine(Function<Line, String> name) {
        return (order, amount, units, shares) -> {
            List<Line> lines = order.lines();
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                boolean first = isFirst(lines, i, name);
                shares.add(name.apply(line), line.amount(), line.qty(), first ? 1 : 0);
            }
        };
    }

    /**
     * Whether this is the first line with its name. An order counts once per name, however many of its lines have that
     * name.
     */
    private static boolean isFirst(List<Line> lines, int index, Function<Line, String> name) {
        String named = name.apply(lines.get(index));
        for (int i = 0; i < index; i++) {
            if (name.apply(lines.get(i)).equals(named)) {
                return false;
            }
        }
        return true;
    }
}
