package org.livetally.domain.tally;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.ProductFacts;

/**
 * What paid orders are broken down by, in the order in which a board shows it. Redis, the audit, the boards and the
 * ledger's filters take names and measures from here, so a new dimension is a new constant. Each dimension keeps one
 * measure that ranks its names, {@link Measure#GMV} if none is given, and those given to its constructor.
 */
public enum Dimension {
    /** By sku. Boards add what the catalogue knows of the product. */
    PRODUCTS("sku", Divisions.byLine((sale, line) -> line.sku()), Measure.UNITS, Measure.ORDERS, Measure.RETURNED),
    /** By the series that the catalogue gave the product when the order was placed. */
    SERIES("series", Divisions.byFacts(ProductFacts::series), Measure.UNITS, Measure.ORDERS),
    /** By the category that the catalogue gave the product when the order was placed. */
    CATEGORIES("category", Divisions.byFacts(ProductFacts::category), Measure.UNITS, Measure.ORDERS),
    CHANNELS("channel", Divisions.byOrder(sale -> sale.order().channel()), Measure.ORDERS),
    /** By the buyer's group, with its distinct buyers. */
    GROUPS("group", Divisions.byBuyer(Buyer::group), Measure.ORDERS, Measure.BUYERS),
    CITIES("city", Divisions.byBuyer(Buyer::city), Measure.ORDERS),
    PROVINCES("province", Divisions.byBuyer(Buyer::province), Measure.ORDERS),
    /** By who presented the goods. */
    HOSTS("host", Divisions.byOrder(Sale::host), Measure.ORDERS),
    /** By the fund that the product's levy goes to. */
    FUNDS(Measure.AMOUNT, null, Divisions::byLevy, Measure.UNITS),
    /** By what was explained when the order was paid. */
    EXPLANATIONS(Measure.GMV, null, Divisions::byExplanation, Measure.ORDERS, Measure.SKU_GMV, Measure.SKU_UNITS),
    /** By the local date of the payment. */
    DAYS(Measure.GMV, null, Divisions.byOrder(Sale::day), Measure.ORDERS, Measure.UNITS);

    /** Maximum of the distinct names of one dimension in a stream. */
    public static final int MAX_NAMES = 100_000;

    private final String key = name().toLowerCase(Locale.ROOT);
    /** What stands before a name in its field of counts, by ordinal of the measure. */
    @SuppressWarnings("ImmutableEnumChecker") // a list of a stream is immutable
    private final List<String> countPrefixes;

    private final Measure ranks;
    private final @Nullable String field;

    @SuppressWarnings("ImmutableEnumChecker") // the functions below are stateless
    private final Division division;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<Measure> counts;

    /** A dimension that is ranked by GMV. */
    Dimension(String field, Division division, Measure... counts) {
        this(Measure.GMV, field, division, counts);
    }

    /**
     * @param ranks the measure that ranks the names
     * @param field the message field that holds the name; null if none does
     * @param counts the other measures
     */
    Dimension(Measure ranks, @Nullable String field, Division division, Measure... counts) {
        this.ranks = ranks;
        this.field = field;
        this.division = division;
        this.counts = List.of(counts);
        this.countPrefixes = Arrays.stream(Measure.values())
                .map(measure -> key + ":" + measure.key() + ":")
                .toList();
    }

    /** Receives the names that an order counts for. */
    @FunctionalInterface
    interface Shares {
        /** Where the share of this name is added. */
        Sold of(String name);
    }

    /** Divides an order among names. The order's value and units are passed in, so that they are summed only once. */
    @FunctionalInterface
    interface Division {
        void divide(Sale sale, long amount, long units, Shares shares);
    }

    /** The dimension's name on the board, in Redis and in the audit, for example {@code products}. */
    public String key() {
        return key;
    }

    /** Whether readers of the ledger can choose orders by a name of this dimension. */
    public boolean isFilter() {
        return field != null;
    }

    /**
     * The field that holds a name of this dimension, in messages, in the catalogue or in the ledger's filters, for
     * example {@code sku}.
     *
     * @throws IllegalStateException if it is no filter
     */
    public String field() {
        if (field == null) {
            throw new IllegalStateException(key + " is no filter");
        }
        return field;
    }

    /** Whether an order's name depends on the catalogue, or on what was on air. */
    public boolean isJudged() {
        return this == SERIES || this == CATEGORIES || this == HOSTS;
    }

    /** Whether the first version counted it. */
    boolean isOfFirst() {
        return switch (this) {
            case PRODUCTS, CHANNELS, GROUPS, CITIES, PROVINCES -> true;
            case SERIES, CATEGORIES, HOSTS, FUNDS, EXPLANATIONS, DAYS -> false;
        };
    }

    /** The measure that ranks its names. */
    public Measure ranks() {
        return ranks;
    }

    /** The measures kept for each name besides that which ranks it. */
    public List<Measure> counts() {
        return counts;
    }

    /** What describes the names of this dimension on boards. */
    public DescribedBy describedBy() {
        return switch (this) {
            case PRODUCTS -> DescribedBy.CATALOGUE;
            case GROUPS -> DescribedBy.GROUP_TREE;
            case EXPLANATIONS -> DescribedBy.EXPLAINED;
            case SERIES, CATEGORIES, CHANNELS, CITIES, PROVINCES, HOSTS, FUNDS, DAYS -> DescribedBy.NOTHING;
        };
    }

    /**
     * Whether boards show its newest names, which are dates, rather than those with most of the measure that ranks
     * them: a board always has its last day, however little that day brought.
     */
    public boolean showsNewest() {
        return this == DAYS;
    }

    /** The field that holds a name's measure in the hash of counts, for example {@code products:units:cordyceps-5g}. */
    public String countField(Measure measure, String name) {
        return countPrefix(measure) + name;
    }

    /** What stands before a name in {@link #countField}. */
    String countPrefix(Measure measure) {
        return countPrefixes.get(measure.ordinal());
    }

    /**
     * Adds to each name that the order counts for its share of the order.
     *
     * @param amount the order's value, in minor units
     * @param units the order's units
     */
    void divide(Sale sale, long amount, long units, Shares shares) {
        division.divide(sale, amount, units, shares);
    }

    /** Whether an order, paid or not, belongs to one of these names. */
    public boolean hasAny(Sale sale, Set<String> names) {
        boolean[] found = {false};
        eachName(sale, name -> found[0] |= names.contains(name));
        return found[0];
    }

    /** Visits the names that an order belongs to, paid or not; one may come several times. */
    public void eachName(Sale sale, Consumer<String> visitor) {
        Sold ignored = new Sold();
        divide(sale, 0, 0, name -> {
            visitor.accept(name);
            return ignored;
        });
    }
}
