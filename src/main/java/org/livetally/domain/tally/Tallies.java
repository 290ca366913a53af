package org.livetally.domain.tally;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.OnAir.Explanation;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;

/**
 * The changes that a set of orders makes to the tallies. The record script adds the changes of a batch; the audit
 * compares the changes of the whole ledger with what Redis holds. Every tally is a sum, so batches, streams and
 * partitions can be added up. Values are in minor units. Not thread-safe.
 *
 * <p>Placed orders: an order that is not paid moves {@link Total#PLACED}, and {@link Total#WAITING} if the audience
 * placed it, but nothing else. Rankings, counts and the trend show paid orders only.
 */
public final class Tallies {
    /**
     * The place of totals in Redis, by {@link Total#key}. The ranking of a dimension is kept under its
     * {@link Dimension#key}.
     */
    public static final String TOTALS = "totals";
    /** The place of the counts of a dimension's names, by {@link Dimension#countField}. */
    public static final String COUNTS = "counts";
    /** The place of minutes, by {@code <first epoch ms>:<measure>}, where the measure is a {@link MinuteMeasure}. */
    public static final String TREND = "trend";
    /** The place of the distinct buyer ids. */
    public static final String BUYERS = "buyers";
    /** The place of the distinct buyer ids of each group, by {@code <group>\t<buyer>}. */
    public static final String GROUP_BUYERS = "groupbuyers";
    /** The place of what is left of each product whose stock is counted, by sku. */
    public static final String STOCK = "stock";
    /** The place of the numbers that were given, by {@link NumberNames}. */
    public static final String NUMBERS = "numbers";
    /** The place of the numbers that were given and came back, by {@link NumberNames#freed}. */
    public static final String FREED = "freed";
    /** The place of the figures of deals, by {@link DealTotal#key}. */
    public static final String DEALS = "deals";
    /** Separates the parts of a name; no text of a message may hold it. */
    public static final char SEPARATOR = '\t';

    private static final long MINUTE_MS = 60_000;
    private static final int TOTAL_COUNT = Total.values().length;
    private static final Dimension[] DIMENSIONS = Dimension.values();
    private static final MinuteMeasure[] OF_MINUTE = MinuteMeasure.values();
    private static final DealTotal[] OF_DEALS = DealTotal.values();

    private final @Nullable BiConsumer<@Nullable String, String> elsewhere;
    private final long[] sums = new long[TOTAL_COUNT];
    private final Names[] dimensions = new Names[DIMENSIONS.length];
    /** By the first epoch millisecond of the minute. */
    private final Map<Long, Sold> trend = new TreeMap<>();

    private final Set<String> buyersWithoutGroup = new HashSet<>();
    private final Map<String, Set<String>> buyersOfGroups = new HashMap<>();
    private final Goods goods = new Goods();
    /** By ordinal of the total. */
    private final long[] deals = new long[OF_DEALS.length];

    /** Receives the tallies that moved. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One tally moved.
         *
         * @param place where Redis keeps it: {@link #TOTALS}, {@link #COUNTS}, {@link #TREND}, {@link #STOCK},
         *     {@link #NUMBERS}, {@link #FREED}, {@link #DEALS} or the key of a dimension
         * @param field the tally's name in that place
         */
        void moved(String place, String field, long amount);

        /** A tally of {@link #COUNTS} moved: the one of the field {@code prefix + name}, which need not be one text. */
        default void counted(String prefix, String name, long amount) {
            moved(COUNTS, prefix + name, amount);
        }
    }

    /** The names of a dimension. */
    private static final class Names implements Dimension.Shares {
        final Dimension dimension;
        /** Most batches move few dimensions. */
        Map<String, Sold> sold = Map.of();

        Names(Dimension dimension) {
            this.dimension = dimension;
        }

        @Override
        public Sold of(String name) {
            if (sold.isEmpty()) {
                sold = new HashMap<>();
            }
            return sold.computeIfAbsent(name, any -> new Sold());
        }

        void show(Visitor visitor) {
            List<Measure> counts = dimension.counts();
            sold.forEach((name, sums) -> {
                // Zero counts too: a product that was given away belongs in the ranking.
                visitor.moved(dimension.key(), name, sums.of(dimension.ranks()));
                for (int i = 0; i < counts.size(); i++) {
                    Measure measure = counts.get(i);
                    if (measure.isSum() && sums.of(measure) != 0) {
                        visitor.counted(dimension.countPrefix(measure), name, sums.of(measure));
                    }
                }
            });
        }
    }

    public Tallies() {
        this(null);
    }

    /**
     * Without buyers: {@link #buyers} and the like are empty.
     *
     * @param elsewhere is given the group and the id of each buyer who paid, instead; the group is null if there is none, or
     *     none is counted
     */
    public Tallies(@Nullable BiConsumer<@Nullable String, String> elsewhere) {
        this.elsewhere = elsewhere;
        for (Dimension dimension : DIMENSIONS) {
            dimensions[dimension.ordinal()] = new Names(dimension);
        }
    }

    /** These changes without buyers. Neither may be moved afterwards: they share what moved. */
    public Tallies withoutBuyers() {
        Tallies others = new Tallies();
        System.arraycopy(sums, 0, others.sums, 0, sums.length);
        System.arraycopy(deals, 0, others.deals, 0, deals.length);
        for (int i = 0; i < dimensions.length; i++) {
            others.dimensions[i] = dimensions[i];
        }
        others.trend.putAll(trend);
        others.goods.add(goods);
        return others;
    }

    /** Adds the changes of other orders, without buyers. */
    public void add(Tallies more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more.sums[i];
        }
        for (int i = 0; i < deals.length; i++) {
            deals[i] += more.deals[i];
        }
        for (Names names : more.dimensions) {
            Names own = dimensions[names.dimension.ordinal()];
            names.sold.forEach((name, sold) -> own.of(name).add(sold));
        }
        more.trend.forEach((minute, sold) ->
                trend.computeIfAbsent(minute, any -> new Sold()).add(sold));
        goods.add(more.goods);
    }

    /** Counts a new order, paid or not. It takes its units out of the stock, and its numbers. */
    public void place(Sale sale) {
        Order order = sale.order();
        long amount = order.amount();
        move(Step.PLACED, order.id(), amount, 0);
        goods.take(sale);
        if (order.paid()) {
            pay(sale, amount);
        }
    }

    /** Counts the payment of an order that was placed before; the order has the time of its payment. */
    public void pay(Sale sale) {
        pay(sale, sale.order().amount());
    }

    /** Counts the cancellation of an order that was placed before. Its units are in stock again, its numbers free. */
    public void cancel(Sale sale) {
        move(Step.CANCELLED, sale.order().id(), sale.order().amount(), 0);
        goods.giveBack(sale);
    }

    /** Counts a refund of some or all of a paid order's value. */
    public void refund(String order, long amount) {
        move(Step.REFUNDED, order, amount, 0);
    }

    /** Counts units that came back with a refund. */
    public void giveBack(Sale sale, Return back) {
        if (sale.basis().countsAll()) {
            back.units().forEach((sku, units) -> {
                dimensions[Dimension.PRODUCTS.ordinal()].of(sku).add(Measure.RETURNED, units);
                Divisions.levy(sale, sku, -units, dimensions[Dimension.FUNDS.ordinal()]);
            });
        }
        goods.giveBack(sale, back);
    }

    /** Counts units that arrived, broke, or were found when they were counted; may be negative. */
    public void stock(String sku, long units) {
        goods.add(sku, units);
    }

    /**
     * Counts a step of a deal.
     *
     * @param before null for a new deal
     */
    public void deal(@Nullable DealProgress before, DealProgress after) {
        for (DealTotal total : OF_DEALS) {
            deals[total.ordinal()] += total.of(after) - (before == null ? 0 : total.of(before));
        }
    }

    /** Enters an explanation, which counts from zero. */
    public void explain(Explanation explanation) {
        dimensions[Dimension.EXPLANATIONS.ordinal()].of(explanation.seq().toString());
    }

    /** The first epoch millisecond of the minute that contains {@code at}. */
    public static long minuteOf(long at) {
        return Math.floorDiv(at, MINUTE_MS) * MINUTE_MS;
    }

    private void pay(Sale sale, long amount) {
        Order order = sale.order();
        long units = order.units();
        move(Step.PAID, order.id(), amount, units);
        boolean all = sale.basis().countsAll();
        for (Names names : dimensions) {
            if (all || names.dimension.isOfFirst()) {
                names.dimension.divide(sale, amount, units, names);
            }
        }
        trend.computeIfAbsent(minuteOf(order.at()), minute -> new Sold()).add(amount, units, 1);
        Buyer buyer = order.buyer();
        if (buyer != null && buyer.id() != null) {
            enter(all ? buyer.group() : null, buyer.id());
        }
    }

    private void enter(@Nullable String group, String buyer) {
        if (elsewhere != null) {
            elsewhere.accept(group, buyer);
        } else if (group == null) {
            buyersWithoutGroup.add(buyer);
        } else {
            buyersOfGroups.computeIfAbsent(group, any -> new HashSet<>()).add(buyer);
        }
    }

    private void move(Step step, String order, long amount, long units) {
        for (int i = 0; i < Total.SUMS.size(); i++) {
            Total total = Total.SUMS.get(i);
            sums[total.ordinal()] += total.added(step, order, amount, units);
        }
    }

    /** By how much this total moved. */
    public long of(Total total) {
        return sums[total.ordinal()];
    }

    /** Visits all totals that moved. */
    public void eachTotal(Visitor visitor) {
        for (Total total : Total.SUMS) {
            show(visitor, TOTALS, total.key(), of(total));
        }
    }

    /** By how much this figure of deals moved. */
    public long of(DealTotal total) {
        return deals[total.ordinal()];
    }

    /**
     * Visits the names, figures of deals and minutes that moved, but not the buyers. Zeros are left out, except in rankings and in the
     * stock.
     */
    public void eachName(Visitor visitor) {
        goods.show(visitor);
        for (DealTotal total : OF_DEALS) {
            show(visitor, DEALS, total.key(), of(total));
        }
        for (Names names : dimensions) {
            names.show(visitor);
        }
        trend.forEach((minute, sold) -> {
            for (MinuteMeasure measure : OF_MINUTE) {
                show(visitor, TREND, measure.field(minute), measure.of(sold));
            }
        });
    }

    private static void show(Visitor visitor, String place, String field, long amount) {
        if (amount != 0) {
            visitor.moved(place, field, amount);
        }
    }

    /** The distinct ids of buyers who paid. */
    public Set<String> buyers() {
        Set<String> buyers = new HashSet<>(buyersWithoutGroup);
        buyersOfGroups.values().forEach(buyers::addAll);
        return buyers;
    }

    /** The distinct ids of buyers who paid, of each group, by {@code <group>\t<buyer>}. */
    public Set<String> groupBuyers() {
        Set<String> names = new HashSet<>();
        buyersOfGroups.forEach((group, buyers) -> buyers.forEach(buyer -> names.add(group + SEPARATOR + buyer)));
        return names;
    }

    /** The distinct ids of buyers who paid and named a group that is counted, by group. */
    public Map<String, Set<String>> buyersOfGroups() {
        return buyersOfGroups;
    }

    /** The distinct ids of buyers who paid an order without such a group; they may be in {@link #buyersOfGroups}, too. */
    public Set<String> buyersWithoutGroup() {
        return buyersWithoutGroup;
    }

    /** The first epoch millisecond of each minute that moved. */
    public Set<Long> minutes() {
        return trend.keySet();
    }

    /** The number of names of a dimension that moved. */
    public int names(Dimension dimension) {
        return dimensions[dimension.ordinal()].sold.size();
    }

    /** The number of names and minutes that moved; Redis adds to some fields of each. */
    public int moved() {
        int names = trend.size() + goods.moved();
        for (Names of : dimensions) {
            names += of.sold.size();
        }
        return names;
    }

    /** The number of names, minutes and buyers that moved; a buyer of several groups counts for each. */
    public int names() {
        int names = moved() + buyersWithoutGroup.size();
        for (Set<String> buyers : buyersOfGroups.values()) {
            names += buyers.size();
        }
        return names;
    }
}
