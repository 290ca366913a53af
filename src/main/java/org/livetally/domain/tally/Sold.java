package org.livetally.domain.tally;

/** What was sold of one name of a dimension, or in one minute. */
final class Sold {
    private static final int MEASURES = Measure.values().length;

    private final long[] sums = new long[MEASURES];

    void add(long gmv, long units, long orders) {
        add(Measure.GMV, gmv);
        add(Measure.UNITS, units);
        add(Measure.ORDERS, orders);
    }

    void add(Measure measure, long amount) {
        sums[measure.ordinal()] += amount;
    }

    long of(Measure measure) {
        return sums[measure.ordinal()];
    }
}
