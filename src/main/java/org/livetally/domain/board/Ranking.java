package org.livetally.domain.board;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.tally.Measure;

/**
 * The names of a dimension, those with most of the measure that ranks them first; of days, the newest first. A screen's
 * ranking holds the top names only.
 *
 * @param names each name once
 */
public record Ranking(List<RankedName> names) {
    public Ranking {
        names = List.copyOf(names);
    }

    /**
     * The row of a name; null if the ranking lacks it. Names move a few places at most between two readings, so the
     * search begins where the name was.
     *
     * @param near the place at which the search begins
     */
    public @Nullable RankedName find(String name, int near) {
        for (int away = 0; away <= Math.max(near, names.size()); away++) {
            for (int place = near - away; place <= near + away; place += Math.max(1, 2 * away)) {
                if (place >= 0
                        && place < names.size()
                        && names.get(place).name().equals(name)) {
                    return names.get(place);
                }
            }
        }
        return null;
    }

    /** The order of Redis' sorted sets. */
    public static Comparator<RankedName> by(Measure ranks) {
        return Comparator.<RankedName>comparingLong(row -> row.of(ranks))
                .thenComparing(RankedName::name)
                .reversed();
    }

    /**
     * All names of both, with their sums. Exact if both hold all their names: a name below the top is not in a sum.
     *
     * @param ranks the measure that ranks them
     */
    Ranking plus(Ranking other, Measure ranks) {
        Map<String, RankedName> sums = new HashMap<>();
        names.forEach(row -> sums.put(row.name(), row));
        other.names.forEach(row -> sums.merge(row.name(), row, RankedName::plus));
        return new Ranking(sums.values().stream().sorted(by(ranks)).toList());
    }
}
