package org.livetally.model;

import java.util.regex.Pattern;

/** The form of ids. */
public final class Ids {
    private static final Pattern STREAM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** How ids of the audience's orders begin: else a stranger could take the id of a producer's next order. */
    public static final String AUDIENCE_PREFIX = "live-";

    private Ids() {}

    /** Whether this is the id of an order of the audience. */
    public static boolean isOfAudience(String order) {
        return order.startsWith(AUDIENCE_PREFIX);
    }

    /** Whether this can be the id of a stream. */
    public static boolean isStream(String id) {
        return STREAM.matcher(id).matches();
    }
}
