package org.livetally.domain.tally;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is summed for each minute of the trend, in the order in which a board shows it. */
public enum MinuteMeasure {
    /** Value of orders that were paid in it, in minor units. */
    GMV(Measure.GMV),
    /** Number of orders that were paid in it. */
    ORDERS(Measure.ORDERS),
    /** Likes of the audience, which are not in the ledger. */
    LIKES(null);

    /** The {@link #key} of each, separated by spaces. */
    public static final String KEYS =
            Arrays.stream(values()).map(MinuteMeasure::key).collect(Collectors.joining(" "));

    private final String key = name().toLowerCase(Locale.ROOT);
    private final String suffix = ":" + key;
    private final @Nullable Measure ofOrders;

    MinuteMeasure(@Nullable Measure ofOrders) {
        this.ofOrders = ofOrders;
    }

    /** The measure's name on the board, in Redis and in the audit, for example {@code gmv}. */
    public String key() {
        return key;
    }

    /** Whether a field of the trend holds this measure of a minute. */
    public boolean isIn(String field) {
        return field.endsWith(suffix);
    }

    /** The first epoch millisecond of the minute of a field of the trend. */
    public static long minute(String field) {
        return Long.parseLong(field, 0, field.indexOf(':'), 10);
    }

    /** The field that holds this measure in the trend. */
    public String field(long minute) {
        return minute + suffix;
    }

    /** The measure of what was sold in a minute; 0 if orders do not move it. */
    long of(Sold sold) {
        return ofOrders == null ? 0 : sold.of(ofOrders);
    }
}
