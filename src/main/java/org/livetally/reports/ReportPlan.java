package org.livetally.reports;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Total;

/**
 * What is to be counted for a report, as it was found at one moment.
 *
 * @param settings of the board, as Redis holds them
 * @param places up to where each ledger is counted, by stream
 * @param erased the message that says of a stream that a buyer was erased last; empty if none was
 * @param held the totals in Redis at these places; null if these are not the newest places
 * @param messages how many there are to count, about
 */
record ReportPlan(
        BoardId board,
        Map<String, String> settings,
        String status,
        SortedMap<String, Seq> places,
        String erased,
        @Nullable Held held,
        long messages) {
    ReportPlan {
        settings = Map.copyOf(settings);
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
    }

    /**
     * The totals in Redis.
     *
     * @param buyers distinct buyers; -1 if Redis no longer has them
     */
    record Held(Map<Total, Long> totals, long buyers) {
        /** How many totals differ from these figures. */
        long differences(Figures figures) {
            long differ = Total.SUMS.stream()
                    .filter(total ->
                            totals.getOrDefault(total, 0L) != figures.totals().of(total))
                    .count();
            return differ + (buyers >= 0 && buyers != figures.totals().of(Total.BUYERS) ? 1 : 0);
        }
    }

    /** Whose days and hours a campaign has, or a stream. */
    ZoneId zone() {
        return ZoneId.of(settings.getOrDefault("timezone", "UTC"));
    }

    /** The zone in which the days of all streams are counted; null for each stream's own. */
    @Nullable
    ZoneId sharedZone() {
        return board.isCampaign() && settings.containsKey("timezone") ? zone() : null;
    }

    /** The same up to other places. */
    ReportPlan upTo(Map<String, Seq> others) {
        SortedMap<String, Seq> sorted = new TreeMap<>(others);
        return sorted.equals(places) ? this : new ReportPlan(board, settings, status, sorted, erased, null, messages);
    }
}
