package org.livetally.domain.board;

import org.jspecify.annotations.Nullable;

/**
 * What the tree of groups says of a group of buyers.
 *
 * @param headCount how many people are in it; null if that is unknown
 * @param parent the group that it belongs to; null if it is at the top
 */
public record GroupLabel(@Nullable Long headCount, @Nullable String parent) implements NameLabel {
    /** Shares have four digits after the point. */
    private static final long DIGITS = 10_000;

    /** The share of its people who bought, rounded down to four digits; null if nobody knows how many there are. */
    public @Nullable Double participation(long buyers) {
        return headCount == null || headCount == 0 ? null : Math.floorDiv(buyers * DIGITS, headCount) / (double) DIGITS;
    }
}
