package org.livetally.domain.tally;

import java.util.Locale;

/** What is summed for each name of a {@link Dimension}; in the order in which a board shows it. */
public enum Measure {
    /** Value paid, in minor units. */
    GMV,
    /** Units paid. */
    UNITS,
    /** Paid orders. */
    ORDERS;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** Its name on the board, in Redis and in the audit, for example {@code gmv}. */
    public String key() {
        return key;
    }
}
