package org.livetally.domain.board;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.livetally.domain.Integers;

/**
 * The newest minutes of a board, at most {@link Board#TREND_MINUTES}.
 *
 * @param minutes each once, oldest first; a minute in which nothing happened is not there
 */
public record Trend(List<Minute> minutes) {
    public Trend {
        minutes = List.copyOf(minutes);
    }

    /**
     * What happened in one minute.
     *
     * @param at its first epoch millisecond
     * @param gmv value of the orders paid, in minor units
     * @param orders orders paid
     * @param likes likes received
     */
    public record Minute(long at, long gmv, long orders, long likes) {
        private Minute plus(Minute same) {
            return new Minute(
                    at,
                    Integers.exactSum("gmv of a minute", gmv, same.gmv),
                    Integers.exactSum("orders of a minute", orders, same.orders),
                    Integers.exactSum("likes of a minute", likes, same.likes));
        }
    }

    /** The sums of both, of the newest minutes. */
    Trend plus(Trend other) {
        NavigableMap<Long, Minute> sums = new TreeMap<>();
        minutes.forEach(minute -> sums.put(minute.at, minute));
        other.minutes.forEach(minute -> sums.merge(minute.at, minute, Minute::plus));
        List<Minute> all = new ArrayList<>(sums.values());
        return new Trend(all.subList(Math.max(0, all.size() - Board.TREND_MINUTES), all.size()));
    }
}
