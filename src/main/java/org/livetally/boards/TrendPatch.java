package org.livetally.boards;

import java.io.IOException;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Trend;
import org.livetally.domain.board.Trend.Minute;
import org.livetally.domain.tally.MinuteMeasure;

/** What differs between two trends, minute by minute. */
final class TrendPatch {
    private TrendPatch() {}

    /** Null stands for a trend without minutes. */
    static void write(MergePatchWriter out, @Nullable Trend now, @Nullable Trend before) throws IOException {
        writeMinutes(out, now == null ? List.of() : now.minutes(), before == null ? List.of() : before.minutes());
    }

    private static void writeMinutes(MergePatchWriter out, List<Minute> now, List<Minute> before) throws IOException {
        int old = 0;
        for (Minute minute : now) {
            old = firstFrom(minute.at(), before, old);
            Minute known = at(minute.at(), before, old);
            if (!minute.equals(known)) {
                out.start(Long.toString(minute.at()), known == null);
                writeCount(out, MinuteMeasure.GMV, Minute::gmv, minute, known);
                writeCount(out, MinuteMeasure.ORDERS, Minute::orders, minute, known);
                writeCount(out, MinuteMeasure.LIKES, Minute::likes, minute, known);
                out.end();
            }
        }
        int next = 0;
        for (Minute minute : before) {
            next = firstFrom(minute.at(), now, next);
            if (at(minute.at(), now, next) == null) {
                out.gone(Long.toString(minute.at()));
            }
        }
    }

    private static void writeCount(
            MergePatchWriter out,
            MinuteMeasure measure,
            ToLongFunction<Minute> count,
            Minute now,
            @Nullable Minute before)
            throws IOException {
        if (before == null || count.applyAsLong(now) != count.applyAsLong(before)) {
            out.number(measure.key(), count.applyAsLong(now));
        }
    }

    /** The place of the first minute that is not before {@code at}, from a place on. */
    private static int firstFrom(long at, List<Minute> minutes, int place) {
        int first = place;
        while (first < minutes.size() && minutes.get(first).at() < at) {
            first++;
        }
        return first;
    }

    private static @Nullable Minute at(long at, List<Minute> minutes, int place) {
        return place < minutes.size() && minutes.get(place).at() == at ? minutes.get(place) : null;
    }
}
