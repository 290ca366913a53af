package org.livetally.reports;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardDeals;
import org.livetally.domain.board.BoardTotals;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.Seal;

/**
 * All of a report that follows from ledgers, each up to one place: whoever counts the same ledgers up to the same places
 * gets the same. Immutable.
 *
 * @param refunds how many there were
 * @param parts the ledgers; one, if it is the report of a stream
 */
record Figures(
        BoardTotals totals,
        ReportTrend trend,
        Map<Dimension, Top> rankings,
        BoardDeals deals,
        long refunds,
        Concentration concentration,
        Corrections corrections,
        List<Part> parts) {
    Figures {
        rankings = Collections.unmodifiableMap(new EnumMap<>(rankings));
        parts = List.copyOf(parts);
    }

    /**
     * The first names of a dimension, in the order of boards.
     *
     * @param more how many there are besides
     */
    record Top(List<RankedName> rows, long more) {
        /** So many names. */
        static final int MAX_ROWS = 1_000;

        Top {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A ledger that was counted.
     *
     * @param seal null if it had no entry, or its stream is gone
     * @param gmv minor units
     */
    record Part(String stream, @Nullable Seal seal, long messages, long gmv, long orders) {}
}
