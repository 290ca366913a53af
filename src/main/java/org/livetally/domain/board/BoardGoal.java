package org.livetally.domain.board;

import org.jspecify.annotations.Nullable;

/**
 * The goal of a board.
 *
 * @param amount the GMV to reach, in minor units
 * @param reachedAt epoch milliseconds at which it was reached; null if it was not
 * @param projected null if the board is not live, no end is planned, or nothing is paid since the start
 */
public record BoardGoal(
        long amount, @Nullable Long reachedAt, @Nullable Forecast projected) {

    /**
     * The goal of a board with these tallies, with its forecast.
     *
     * @param now epoch milliseconds
     */
    public static BoardGoal of(
            long amount, @Nullable Long reachedAt, BoardStream stream, BoardTallies tallies, long now) {
        return new BoardGoal(amount, reachedAt, Forecast.of(stream, now, amount, tallies));
    }
}
