package org.livetally.domain.tally;

import java.util.Locale;

/** What is summed for each name of a {@link Dimension}, in the order in which a board shows it. */
public enum Measure {
    /** Value of paid orders, in minor units. */
    GMV,
    /** Units in paid orders. */
    UNITS,
    /** Number of paid orders. */
    ORDERS,
    /** Number of distinct buyer ids. It is the size of a set, not a sum. */
    BUYERS,
    /** Units that came back. {@link #UNITS} stay what was sold. */
    RETURNED,
    /** What a levy gave, in minor units, less that of returned units. */
    AMOUNT,
    /** Value of the lines of one product in paid orders, in minor units. */
    SKU_GMV("skuGmv"),
    /** Units of one product in paid orders. */
    SKU_UNITS("skuUnits");

    private final String key;

    Measure() {
        this.key = name().toLowerCase(Locale.ROOT);
    }

    Measure(String key) {
        this.key = key;
    }

    /** Whether it is the sum of what orders add. */
    public boolean isSum() {
        return this != BUYERS;
    }

    /** Whether the first version counted it. */
    public boolean isOfFirst() {
        return this == GMV || this == UNITS || this == ORDERS;
    }

    /** The measure's name on the board, in Redis and in the audit, for example {@code gmv}. */
    public String key() {
        return key;
    }
}
