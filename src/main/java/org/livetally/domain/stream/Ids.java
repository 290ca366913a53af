package org.livetally.domain.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The format of ids. */
public final class Ids {
    private static final int MAX_STREAM = 63;

    /**
     * The prefix of the ids of the audience's orders. Without it, a stranger could take the id of a producer's next
     * order.
     */
    public static final String AUDIENCE_PREFIX = "live-";

    /** The prefix of the ids of the server's own cancellations, before the id of the order that was not paid. */
    public static final String EXPIRY_PREFIX = "expiry-";

    /** The prefix of the ids of messages that say that a buyer was erased. */
    public static final String ERASURE_PREFIX = "erasure-";

    /** The prefix of the ids of messages that say that a loss was accepted. */
    public static final String LOSS_PREFIX = "accepted-loss-";

    /** The prefixes of the ids of messages that the server makes: none of them can meet one of a client. */
    private static final List<String> SERVER_PREFIXES =
            List.of(EXPIRY_PREFIX, "catalogue-", "groups-", ERASURE_PREFIX, LOSS_PREFIX);

    /** The first character of the id of a campaign's board; its campaign's id follows. */
    public static final char CAMPAIGN = '@';

    private Ids() {}

    /** The prefix that makes this the id of a message of the server's own; null if it is none. */
    public static @Nullable String serverPrefix(String id) {
        for (int i = 0; i < SERVER_PREFIXES.size(); i++) { // runs for every message: no iterator
            if (id.startsWith(SERVER_PREFIXES.get(i))) {
                return SERVER_PREFIXES.get(i);
            }
        }
        return null;
    }

    /** Whether this is the id of an order from the audience. */
    public static boolean isOfAudience(String order) {
        return order.startsWith(AUDIENCE_PREFIX);
    }

    /** Whether this is the id of a board: that of a stream, or {@link #CAMPAIGN} and the id of a campaign. */
    public static boolean isBoard(String id) {
        return isStream(isOfCampaign(id) ? id.substring(1) : id);
    }

    /** Whether a board's id is that of a campaign. */
    public static boolean isOfCampaign(String board) {
        return !board.isEmpty() && board.charAt(0) == CAMPAIGN;
    }

    /** Whether this is a well-formed stream id; ids of campaigns have the same form. */
    public static boolean isStream(String id) {
        if (id.isEmpty() || id.length() > MAX_STREAM || id.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < id.length(); i++) { // runs for most messages where many streams are busy: no pattern
            if (!isOfStream(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfStream(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
}
