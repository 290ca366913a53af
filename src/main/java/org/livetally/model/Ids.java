package org.livetally.model;

import java.util.regex.Pattern;

/** The form of ids. */
public final class Ids {
    private static final Pattern STREAM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** The rule for stream ids, in words. */
    public static final String STREAM_RULE = "must match [a-z0-9][a-z0-9-]{0,62}";

    private Ids() {}

    /** Whether this can be the id of a stream. */
    public static boolean isStream(String id) {
        return STREAM.matcher(id).matches();
    }
}
