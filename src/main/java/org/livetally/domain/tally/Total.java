package org.livetally.domain.tally;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Ids;

/**
 * A figure of a whole stream, in the order in which a board shows it. Redis, the audit, boards and {@code /metrics} take from here
 * what they name and keep. Most are sums over the steps of orders; some are worked out from others. docs/architecture.md
 * defines them in the same words.
 */
public enum Total {
    GMV(
            "gmv",
            true,
            "value of all orders paid, the sum of their lines; later refunds are still in it",
            valueWhen(Step.PAID)),
    ORDERS("orders", false, "paid orders", (step, order, amount, units) -> step == Step.PAID ? 1 : 0),
    UNITS("units", false, "units in them", (step, order, amount, units) -> step == Step.PAID ? units : 0),
    /** No sum, but the size of a set. */
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
    /** Strangers may have only so many; no screen shows it. */
    WAITING("waiting", false, "orders of the audience that wait for payment", Total::waiting);

    /** Those that are sums, which Redis keeps under their {@link #key}. */
    public static final List<Total> SUMS =
            Arrays.stream(values()).filter(total -> total.sum != null).toList();

    private final String key;
    private final boolean money;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // the functions below hold nothing that changes
    private final @Nullable Sum sum;

    Total(String key, boolean money, String meaning, @Nullable Sum sum) {
        this.key = key;
        this.money = money;
        this.meaning = meaning;
        this.sum = sum;
    }

    /** What a step adds. */
    @FunctionalInterface
    private interface Sum {
        long of(Step step, String order, long amount, long units);
    }

    /** Its name on the board, in Redis and in the audit, for example {@code gmv}. */
    public String key() {
        return key;
    }

    /** Whether it is in minor units. */
    public boolean isMoney() {
        return money;
    }

    /** Its definition, in words. */
    public String meaning() {
        return meaning;
    }

    /** Whether boards show it. */
    public boolean isShown() {
        return this != WAITING;
    }

    /**
     * Its value.
     *
     * @param kept what is kept of each sum, and how many distinct buyers there are
     */
    public long value(ToLongFunction<Total> kept) {
        return kept.applyAsLong(this);
    }

    /**
     * What a step of an order adds to this sum.
     *
     * @param order its id
     * @param amount the order's value, or that of a refund, in minor units
     * @param units the order's; only read when it is paid
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
