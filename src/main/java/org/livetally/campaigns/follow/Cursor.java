package org.livetally.campaigns.follow;

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

    /** As Redis holds it. */
    String text() {
        return seq + " " + Objects.requireNonNullElse(accepted, NONE);
    }
}
