package org.livetally.domain.tally;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.Ids;

/**
 * A figure of a whole stream, in the order in which a board shows it. Redis, the audit, the boards and {@code /metrics}
 * take names and definitions from here. Most totals are sums over the steps of orders; the others are derived from
 * those. docs/architecture.md defines them in the same words.
 */
public enum Total {
    GMV(
            "gmv",
            true,
            "value of all orders paid, the sum of their lines; later refunds are still in it",
            valueWhen(Step.PAID)),
    ORDERS("orders", false, "paid orders", (step, order, amount, units) -> step == Step.PAID ? 1 : 0),
    UNITS("units", false, "units in them", (step, order, amount, units) -> step == Step.PAID ? units : 0),
    /** Not a sum but the size of a set. */
    BUYERS("buyers", false, "distinct buyer ids among them (exact)", null),
    PLACED("placed", true, "value of all orders placed, paid or not", valueWhen(Step.PLACED)),
    REFUNDED("refunded", true, "value of refunds on paid orders", valueWhen(Step.REFUNDED)),
    NET("net", true, "gmv - refunded", null) {
        @Override
        public long value(ToLongFunction<Total> kept) {
            return kept.applyAsLong(GMV) - kept.applyAsLong(REFUNDED);
        }
    },
    CANCELLED("cancelled", true, "value of placed orders cancelled before payment", valueWhen(Step.CANCELLED)),
    AVERAGE_ORDER("averageOrder", true, "gmv / orders, rounded down", null) {
        @Override
        public long value(ToLongFunction<Total> kept) {
            long orders = kept.applyAsLong(ORDERS);
            return orders == 0 ? 0 : kept.applyAsLong(GMV) / orders;
        }
    },
    /** Bounds what strangers can leave unpaid; no screen shows it. */
    WAITING("waiting", false, "orders of the audience that wait for payment", Total::waiting);

    /** The totals that are sums; Redis keeps each under its {@link #key}. */
    public static final List<Total> SUMS =
            Arrays.stream(values()).filter(total -> total.sum != null).toList();

    /** The total that a stream's goal is about. */
    public static final Total OF_GOAL = GMV;

    private final String key;
    private final boolean money;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // the functions below are stateless
    private final @Nullable Sum sum;

    Total(String key, boolean money, String meaning, @Nullable Sum sum) {
        this.key = key;
        this.money = money;
        this.meaning = meaning;
        this.sum = sum;
    }

    /** What a step adds to the sum. */
    @FunctionalInterface
    private interface Sum {
        long of(Step step, String order, long amount, long units);
    }

    /** The total's name on the board, in Redis and in the audit, for example {@code gmv}. */
    public String key() {
        return key;
    }

    /** Whether the total is in minor units. */
    public boolean isMoney() {
        return money;
    }

    /** The definition, in words. */
    public String meaning() {
        return meaning;
    }

    /** Whether boards show it. */
    public boolean isShown() {
        return this != WAITING;
    }

    /**
     * The total's value.
     *
     * @param kept the stored value of each sum, and the number of distinct buyers for {@link #BUYERS}
     */
    public long value(ToLongFunction<Total> kept) {
        return kept.applyAsLong(this);
    }

    /**
     * What a step of an order adds to this sum.
     *
     * @param order the order's id
     * @param amount the value of the order, or of the refund, in minor units
     * @param units the order's units; read only for {@link Step#PAID}
     */
    long added(Step step, String order, long amount, long units) {
        return sum == null ? 0 : sum.of(step, order, amount, units);
    }

    private static Sum valueWhen(Step counted) {
        return (step, order, amount, units) -> step == counted ? amount : 0;
    }

    private static long waiting(Step step, String order, long amount, long units) {
        if (!Ids.isOfAudience(order)) {
            return 0;
        }
        return switch (step) {
            case PLACED -> 1;
            case PAID, CANCELLED -> -1;
            case REFUNDED -> 0;
        };
    }
}
