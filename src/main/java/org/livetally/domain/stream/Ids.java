package org.livetally.domain.stream;

import java.util.regex.Pattern;

/** The format of ids. */
public final class Ids {
    private static final Pattern STREAM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /**
     * The prefix of the ids of the audience's orders. Without it, a stranger could take the id of a producer's next
     * order.
     */
    public static final String AUDIENCE_PREFIX = "live-";

    private Ids() {}

    /** Whether this is the id of an order from the audience. */
    public static boolean isOfAudience(String order) {
        return order.startsWith(AUDIENCE_PREFIX);
    }

    /** Whether this is a well-formed stream id. */
    public static boolean isStream(String id) {
        return STREAM.matcher(id).matches();
    }
}
