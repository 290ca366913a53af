package org.livetally.domain.tally;

/** The sales of one name of a dimension, or of one minute. */
final class Sold {
    private long gmv;
    private long units;
    private long orders;

    void add(long addedGmv, long addedUnits, long addedOrders) {
        gmv += addedGmv;
        units += addedUnits;
        orders += addedOrders;
    }

    long of(Measure measure) {
        return switch (measure) {
            case GMV -> gmv;
            case UNITS -> units;
            case ORDERS -> orders;
        };
    }
}
