package org.livetally.model;

import java.util.Locale;

/** The ranked sections of a board: what an order's value is broken down by. */
public enum Section {
    PRODUCTS,
    CHANNELS,
    GROUPS,
    CITIES;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** Its name on the board and in Redis, for example {@code products}. */
    public String key() {
        return key;
    }

    /** The field of a name's number of paid orders in the hash of counts. */
    public String ordersField(String name) {
        return key + ":orders:" + name;
    }

    /** The field of a name's number of units in the hash of counts; kept for products only. */
    public String unitsField(String name) {
        return key + ":units:" + name;
    }
}
