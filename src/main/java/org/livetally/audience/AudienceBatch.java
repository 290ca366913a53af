package org.livetally.audience;

import java.util.List;
import java.util.Map;

/**
 * A batch of what one event loop counted for one stream. It is sent again, unchanged, until Redis answers.
 *
 * @param number increases with each batch of this event loop; likes have no ids, so Redis applies each number once
 * @param open connections that are open at that moment
 * @param likes likes by the first epoch millisecond of their minute
 * @param opened connections that opened; each is one view
 * @param given who is to be told that their likes of it are counted
 */
record AudienceBatch(long number, int open, Map<Long, Long> likes, List<Viewer> opened, Map<Viewer, LikesGiven> given) {
    /** A batch without likes and views. */
    AudienceBatch(long number, int open) {
        this(number, open, Map.of(), List.of(), Map.of());
    }
}
