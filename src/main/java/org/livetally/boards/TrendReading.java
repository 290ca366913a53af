package org.livetally.boards;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.Trend;
import org.livetally.domain.board.Trend.Minute;
import org.livetally.domain.tally.MinuteMeasure;

/**
 * The newest minutes of a board during a reading: those known from earlier readings, and those that the replies of
 * scripts add.
 */
final class TrendReading {
    private static final int COLUMNS = 1 + MinuteMeasure.values().length;
    /** Before every version and every minute. */
    private static final long BEFORE_ALL = -1;

    private final long version;
    /** Oldest first. */
    private final List<Minute> minutes;

    private TrendReading(long version, List<Minute> known) {
        this.version = version;
        this.minutes = new ArrayList<>(known);
    }

    /** A trend of which nothing is known at this version. */
    TrendReading(long version) {
        this(version, List.of());
    }

    /** The minutes of the last reading; none if it is null. */
    static TrendReading of(@Nullable Board previous) {
        return previous == null
                ? new TrendReading(BEFORE_ALL)
                : new TrendReading(
                        previous.version(), previous.tallies().trend().minutes());
    }

    /** Minutes that have changed since this version must be read. */
    long version() {
        return version;
    }

    /** The newest known minute; -1 if there is none. */
    long newest() {
        return minutes.isEmpty() ? BEFORE_ALL : minutes.get(minutes.size() - 1).at();
    }

    /** Adds the minutes of a script's reply, which replace known ones. */
    void add(Response rows) {
        for (int i = 0; i + COLUMNS <= rows.size(); i += COLUMNS) {
            put(new Minute(
                    ReplyValues.number(rows.get(i)),
                    measure(rows, i, MinuteMeasure.GMV),
                    measure(rows, i, MinuteMeasure.ORDERS),
                    measure(rows, i, MinuteMeasure.LIKES)));
        }
        minutes.subList(0, Math.max(0, minutes.size() - Board.TREND_MINUTES)).clear();
    }

    private static long measure(Response rows, int minute, MinuteMeasure measure) {
        return ReplyValues.number(rows.get(minute + 1 + measure.ordinal()));
    }

    /** Searches from the end: mostly the newest minute changes. */
    private void put(Minute minute) {
        int place = minutes.size();
        while (place > 0 && minutes.get(place - 1).at() > minute.at()) {
            place--;
        }
        if (place > 0 && minutes.get(place - 1).at() == minute.at()) {
            minutes.set(place - 1, minute);
        } else {
            minutes.add(place, minute);
        }
    }

    Trend trend() {
        return new Trend(minutes);
    }
}
