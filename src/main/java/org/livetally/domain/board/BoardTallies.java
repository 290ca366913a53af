package org.livetally.domain.board;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.livetally.domain.tally.Dimension;

/**
 * What is counted on a board.
 *
 * @param rankings one of each dimension
 */
public record BoardTallies(BoardTotals totals, BoardAudience audience, Map<Dimension, Ranking> rankings, Trend trend) {
    public BoardTallies {
        rankings = Collections.unmodifiableMap(new EnumMap<>(rankings));
    }

    public Ranking ranking(Dimension dimension) {
        return Objects.requireNonNull(rankings.get(dimension));
    }

    /**
     * The tallies of both boards. It does not matter in which order boards are added. What is a sum is exact; what is
     * no sum is unknown afterwards: {@link BoardTotals#plus buyers}, {@link RankedName#plus those of a group and what is
     * left of a product}, {@link BoardAudience#plus peak and distinct viewers}. Explanations are named by their place
     * in their ledger; two that began in the same millisecond, each on its own stream, can have the same name.
     *
     * @throws ArithmeticException if a sum exceeds 2^53 - 1; names the sum
     */
    public BoardTallies plus(BoardTallies other) {
        Map<Dimension, Ranking> sums = new EnumMap<>(Dimension.class);
        rankings.forEach(
                (dimension, ranking) -> sums.put(dimension, ranking.plus(other.ranking(dimension), dimension.ranks())));
        return new BoardTallies(
                totals.plus(other.totals), audience.plus(other.audience), sums, trend.plus(other.trend));
    }
}
