package org.livetally.audience;

import org.jspecify.annotations.Nullable;
import org.livetally.model.Rejection;

/** What a viewer sent. */
sealed interface Message {
    /**
     * Likes.
     *
     * @param count 1 to 100
     */
    record Like(int count) implements Message {}

    /**
     * A message that cannot be taken.
     *
     * @param id the id that it carries; null if it has none
     * @param why what to answer
     */
    record Refused(@Nullable String id, Rejection why) implements Message {}
}
