package org.livetally.domain.tally;

import java.util.Locale;

/** What is summed for each name of a {@link Dimension}, in the order in which a board shows it. */
public enum Measure {
    /** Value of paid orders, in minor units. */
    GMV,
    /** Units in paid orders. */
    UNITS,
    /** Number of paid orders. */
    ORDERS;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The measure's name on the board, in Redis and in the audit, for example {@code gmv}. */
    public String key() {
        return key;
    }
}
