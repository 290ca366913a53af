package org.livetally.model;

import java.util.List;
import java.util.Map;

/**
 * The document a screen shows, as read from Redis at one moment. Immutable.
 *
 * @param version of the stream, raised by every change
 * @param at epoch milliseconds of the reading
 * @param sections by name, in the order in which screens get them and without {@code recent}; values are maps (keys are text) of
 *     {@code Long}, {@code String}, {@code Boolean} or further such maps
 * @param recent the newest paid orders, newest first, each with its {@code seq}
 */
public record Board(long version, long at, Map<String, Object> sections, List<Map<String, Object>> recent) {
    /** Minutes of the trend that a board shows, the newest: a day. Older ones stay in Redis, and in the audit. */
    public static final int TREND_MINUTES = 1_440;
}
