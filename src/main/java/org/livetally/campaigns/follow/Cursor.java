package org.livetally.campaigns.follow;

import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;

/**
 * How far a campaign has followed a member.
 *
 * @param seq the newest message that is counted
 * @param accepted the newest loss of the stream that was accepted then; null if none was. If another one is, messages
 *     that were counted may be gone.
 */
record Cursor(Seq seq, @Nullable String accepted) {
    private static final String NONE = "-";

    /** @param text as Redis holds it; null if nothing was followed yet */
    static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int space = text.indexOf(' ');
        String accepted = text.substring(space + 1);
        return new Cursor(Seq.parse(text.substring(0, space)), accepted.equals(NONE) ? null : accepted);
    }

    /**
     * The cursors of all members.
     *
     * @param pairs stream and cursor, in turn; a look by name would go through all of them
     */
    static Map<String, Cursor> all(Response pairs) {
        Map<String, Cursor> all = new HashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            Cursor cursor = parse(pairs.get(i + 1).toString());
            if (cursor != null) {
                all.put(pairs.get(i).toString(), cursor);
            }
        }
        return all;
    }

    /** As Redis holds it. */
    String text() {
        return seq + " " + Objects.requireNonNullElse(accepted, NONE);
    }
}
