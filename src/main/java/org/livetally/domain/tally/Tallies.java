package org.livetally.domain.tally;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private static final long MINUTE_MS = 60_000;
    private static final MinuteMeasure[] OF_MINUTE = MinuteMeasure.values();

    private final long[] sums = new long[Total.values().length];
    private final Names[] dimensions = new Names[Dimension.values().length];
    /** By the first epoch millisecond of the minute. */
    private final Map<Long, Sold> trend = new TreeMap<>();

    private final Set<String> buyers = new HashSet<>();

    /** Receives the tallies that moved. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One tally moved.
         *
         * @param place where Redis keeps it: {@link #TOTALS}, {@link #COUNTS}, {@link #TREND} or the key of a dimension
         * @param field the tally's name in that place
         */
        void moved(String place, String field, long amount);
    }

    /** The names of a dimension. */
    private static final class Names implements Dimension.Shares {
        final Dimension dimension;
        final Map<String, Sold> sold = new HashMap<>();

        Names(Dimension dimension) {
            this.dimension = dimension;
        }

        @Override
        public void add(String name, long amount, long units, long orders) {
            sold.computeIfAbsent(name, any -> new Sold()).add(amount, units, orders);
        }

        void show(Visitor visitor) {
            sold.forEach((name, sums) -> {
                // Zero counts too: a product that was given away belongs in the ranking.
                visitor.moved(dimension.key(), name, sums.of(Measure.GMV));
                for (Measure measure : dimension.counts()) {
                    Tallies.show(visitor, COUNTS, dimension.countField(measure, name), sums.of(measure));
                }
            });
        }
    }

    public Tallies() {
        for (Dimension dimension : Dimension.values()) {
            dimensions[dimension.ordinal()] = new Names(dimension);
        }
    }

    /** Counts a new order, paid or not. */
    public void place(Order order) {
        long amount = order.amount();
        move(Step.PLACED, order.id(), amount, 0);
        if (order.paid()) {
            pay(order, amount, order.at());
        }
    }

    /**
     * Counts the payment of an order that was placed before.
     *
     * @param at epoch milliseconds of the payment
     */
    public void pay(Order order, long at) {
        pay(order, order.amount(), at);
    }

    /** Counts the cancellation of an order that was placed before. */
    public void cancel(String order, long amount) {
        move(Step.CANCELLED, order, amount, 0);
    }

    /** Counts a refund of some or all of a paid order's value. */
    public void refund(String order, long amount) {
        move(Step.REFUNDED, order, amount, 0);
    }

    /** The first epoch millisecond of the minute that contains {@code at}. */
    public static long minuteOf(long at) {
        return Math.floorDiv(at, MINUTE_MS) * MINUTE_MS;
    }

    private void pay(Order order, long amount, long at) {
        long units = order.units();
        move(Step.PAID, order.id(), amount, units);
        for (Names names : dimensions) {
            names.dimension.divide(order, amount, units, names);
        }
        trend.computeIfAbsent(minuteOf(at), minute -> new Sold()).add(amount, units, 1);
        Buyer buyer = order.buyer();
        if (buyer != null && buyer.id() != null) {
            buyers.add(buyer.id());
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

    /** Visits the names and minutes that moved, but not the buyers. Zeros are left out, except in rankings. */
    public void eachName(Visitor visitor) {
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
        return buyers;
    }

    /** The first epoch millisecond of each minute that moved. */
    public Set<Long> minutes() {
        return trend.keySet();
    }

    /** The number of names and minutes that moved; each costs Redis some commands. */
    public int moved() {
        int names = trend.size();
        for (Names of : dimensions) {
            names += of.sold.size();
        }
        return names;
    }

    /** The number of names, minutes and buyers that moved. */
    public int names() {
        return moved() + buyers.size();
    }
}
