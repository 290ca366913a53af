package org.livetally.domain.board;

import org.jspecify.annotations.Nullable;

/**
 * The goal of a board.
 *
 * @param amount the GMV to reach, in minor units
 * @param reachedAt epoch milliseconds at which it was reached; null if it was not
 * @param projected the GMV expected at the planned end, in minor units; null if the board is not live or no end is
 *     planned
 */
public record BoardGoal(
        long amount, @Nullable Long reachedAt, @Nullable Long projected) {}
