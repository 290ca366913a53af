package org.livetally.domain.tally;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Order;
import org.livetally.model.Order.Buyer;
import org.livetally.model.Order.Line;

/**
 * What paid orders are broken down by, in the order in which a board shows it. Redis, the audit, boards and the filters of the
 * ledger take from here what they name and keep, so a new dimension is a new constant. Each keeps {@link Measure#GMV}, by which its
 * names are ranked, and the measures it is made with.
 */
public enum Dimension {
    /** By sku; boards show what the catalogue says of it. */
    PRODUCTS("sku", byLine(Line::sku), Measure.UNITS, Measure.ORDERS),
    CHANNELS("channel", byOrder(Order::channel), Measure.ORDERS),
    GROUPS("group", byBuyer(Buyer::group), Measure.ORDERS),
    CITIES("city", byBuyer(Buyer::city), Measure.ORDERS);

    private final String key = name().toLowerCase(Locale.ROOT);
    private final String field;

    @SuppressWarnings("ImmutableEnumChecker") // the functions below hold nothing that changes
    private final Split split;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<Measure> counts;

    /**
     * @param field of a message that says the name
     * @param counts what is kept besides GMV
     */
    Dimension(String field, Split split, Measure... counts) {
        this.field = field;
        this.split = split;
        this.counts = List.of(counts);
    }

    /** Takes what one name has of an order. */
    @FunctionalInterface
    public interface Shares {
        /** @param orders 1, or 0 if the name was told of before in this order */
        void add(String name, long amount, long units, long orders);
    }

    /** How an order is divided among names. The order's own value and units come along, so that they are summed once. */
    @FunctionalInterface
    private interface Split {
        void divide(Order order, long amount, long units, Shares shares);
    }

    /** Its name on the board, in Redis and in the audit, for example {@code products}. */
    public String key() {
        return key;
    }

    /** What a message and a filter of the ledger call one name of it, for example {@code sku}. */
    public String field() {
        return field;
    }

    /** What is kept of each name besides GMV. */
    public List<Measure> counts() {
        return counts;
    }

    /** Whether the catalogue knows more of its names. */
    public boolean isCatalogued() {
        return this == PRODUCTS;
    }

    /** The field of a name's measure in the hash of counts, for example {@code products:units:cordyceps-5g}. */
    public String countField(Measure measure, String name) {
        return key + ":" + measure.key() + ":" + name;
    }

    /**
     * Tells the names that an order counts for, and what each has of it.
     *
     * @param amount the order's value, in minor units
     * @param units the order's
     */
    void divide(Order order, long amount, long units, Shares shares) {
        split.divide(order, amount, units, shares);
    }

    /** Whether an order, paid or not, counts for this name. */
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

    /** A name's orders are orders, not lines: one order may have several lines of it. */
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
