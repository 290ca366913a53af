package org.livetally.boards;

import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;

/**
 * The newest minutes of a board during a reading: those known from earlier readings, and those that the replies of
 * scripts add.
 */
final class Trend {
    private static final int COLUMNS = 4;
    /** Before every version and every minute. */
    private static final long BEFORE_ALL = -1;

    private final long version;
    private final NavigableMap<Long, Object> minutes = new TreeMap<>();

    /** A trend of which nothing is known at this version. */
    Trend(long version) {
        this.version = version;
    }

    /** The minutes of the last reading; none if it is null. */
    static Trend of(@Nullable Board previous) {
        Trend trend = new Trend(previous == null ? BEFORE_ALL : previous.version());
        if (previous != null && previous.sections().get("trend") instanceof Map<?, ?> known) {
            known.forEach((minute, tally) -> trend.minutes.put(Long.valueOf((String) minute), tally));
        }
        return trend;
    }

    /** Minutes that have changed since this version must be read. */
    long version() {
        return version;
    }

    /** The newest known minute; -1 if there is none. */
    long newest() {
        return minutes.isEmpty() ? BEFORE_ALL : minutes.lastKey();
    }

    /** Adds the minutes of a script's reply, which replace known ones. */
    void add(Response rows) {
        for (int i = 0; i + COLUMNS <= rows.size(); i += COLUMNS) {
            Map<String, Object> tally = new LinkedHashMap<>();
            tally.put("gmv", number(rows.get(i + 1)));
            tally.put("orders", number(rows.get(i + 2)));
            tally.put("likes", number(rows.get(i + 3)));
            minutes.put(rows.get(i).toLong(), tally);
        }
        while (minutes.size() > Board.TREND_MINUTES) {
            minutes.pollFirstEntry();
        }
    }

    /** The trend as a section of a board. */
    Map<String, Object> section() {
        Map<String, Object> section = new LinkedHashMap<>();
        minutes.forEach((minute, tally) -> section.put(minute.toString(), tally));
        return section;
    }

    private static long number(@Nullable Response value) {
        return value == null ? 0 : value.toLong();
    }
}
