package org.livetally.audience;

import java.util.List;
import java.util.Map;

/**
 * What is sent to Redis in one go for one stream, and sent again, unchanged, until Redis answers.
 *
 * @param number grows from one flush of this event loop to its next; Redis applies each number once
 * @param open connections at that moment
 * @param likes likes by minute (its first epoch millisecond)
 * @param opened connections that opened, each one view
 */
record Flush(long number, int open, Map<Long, Long> likes, List<Viewer> opened) {}
