package org.livetally.board;

import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Board;

/**
 * The newest minutes of a board, as of a version of it.
 *
 * @param minutes each with its tally
 */
record Trend(long version, NavigableMap<Long, Object> minutes) {
    private static final int COLUMNS = 4;

    /** No minutes, of no version. */
    static final Trend NONE = new Trend(-1, new TreeMap<>());

    /** That of a board. */
    static Trend of(Board board) {
        NavigableMap<Long, Object> minutes = new TreeMap<>();
        if (board.sections().get("trend") instanceof Map<?, ?> known) {
            known.forEach((minute, tally) -> minutes.put(Long.valueOf((String) minute), tally));
        }
        return new Trend(board.version(), minutes);
    }

    /** With the minutes of a reply of a script: these replace what was known of them. */
    Trend plus(Response rows, long newVersion) {
        NavigableMap<Long, Object> all = new TreeMap<>(minutes);
        for (int i = 0; i + COLUMNS <= rows.size(); i += COLUMNS) {
            Map<String, Object> tally = new LinkedHashMap<>();
            tally.put("gmv", number(rows.get(i + 1)));
            tally.put("orders", number(rows.get(i + 2)));
            tally.put("likes", number(rows.get(i + 3)));
            all.put(rows.get(i).toLong(), tally);
        }
        while (all.size() > Board.TREND_MINUTES) {
            all.pollFirstEntry();
        }
        return new Trend(newVersion, all);
    }

    /** As the section of a board. */
    Map<String, Object> section() {
        Map<String, Object> section = new LinkedHashMap<>();
        minutes.forEach((minute, tally) -> section.put(minute.toString(), tally));
        return section;
    }

    private static long number(@Nullable Response value) {
        return value == null ? 0 : value.toLong();
    }
}
