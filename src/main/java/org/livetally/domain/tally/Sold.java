package org.livetally.domain.tally;

import org.jspecify.annotations.Nullable;

/** What was sold of one name of a dimension, or in one minute. */
final class Sold {
    private static final int MEASURES = Measure.values().length;

    private long gmv;
    private long units;
    private long orders;
    /** The others, which few names have, by ordinal. */
    private long @Nullable [] others;

    void add(long moreGmv, long moreUnits, long moreOrders) {
        gmv += moreGmv;
        units += moreUnits;
        orders += moreOrders;
    }

    void add(Sold more) {
        add(more.gmv, more.units, more.orders);
        if (more.others != null) {
            for (Measure measure : Measure.values()) {
                if (more.others[measure.ordinal()] != 0) {
                    add(measure, more.others[measure.ordinal()]);
                }
            }
        }
    }

    void add(Measure measure, long amount) {
        switch (measure) {
            case GMV -> gmv += amount;
            case UNITS -> units += amount;
            case ORDERS -> orders += amount;
            case BUYERS, RETURNED, AMOUNT, SKU_GMV, SKU_UNITS -> {
                if (others == null) {
                    others = new long[MEASURES];
                }
                others[measure.ordinal()] += amount;
            }
        }
    }

    long of(Measure measure) {
        return switch (measure) {
            case GMV -> gmv;
            case UNITS -> units;
            case ORDERS -> orders;
            case BUYERS, RETURNED, AMOUNT, SKU_GMV, SKU_UNITS -> others == null ? 0 : others[measure.ordinal()];
        };
    }
}
