package org.livetally.domain.board;

import java.util.List;
import java.util.Map;

/**
 * The document a screen shows, as read from Redis at one moment. Immutable.
 *
 * @param version version of the stream, raised by every change
 * @param at epoch milliseconds at which it was read
 * @param sections by name, in the order in which screens get them, without {@code recent}; values are maps from text to
 *     {@code Long}, {@code String}, {@code Boolean} or further such maps
 * @param recent the newest paid orders, newest first, each with its {@code seq}
 */
public record Board(long version, long at, Map<String, Object> sections, List<Map<String, Object>> recent) {
    /**
     * The number of minutes in a board's trend: the newest 1,440, which is a day. Redis and the audit keep older ones.
     */
    public static final int TREND_MINUTES = 1_440;

    /** Maximum number of {@code recent} orders. Redis keeps no more. */
    public static final int MAX_RECENT = 20;

    /**
     * Minimum time in milliseconds between two readings of a board, between two flushes of a stream's likes into it, and
     * between two attempts to update a screen that was too slow.
     */
    public static final long TICK_MS = 100;
}
