package org.livetally.domain.board;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.tally.Total;

/** The totals of a board. Immutable. */
public final class BoardTotals {
    private static final Total[] ALL = Total.values();
    private static final long UNKNOWN = -1;

    /** By ordinal of the total. */
    private final long[] values = new long[ALL.length];

    /** @param kept the stored value of each sum, and the number of distinct buyers for {@link Total#BUYERS} */
    public BoardTotals(ToLongFunction<Total> kept) {
        for (Total total : ALL) {
            values[total.ordinal()] = total.value(kept);
        }
    }

    /** Whether the value is known; only the buyers of several boards are not, see {@link #plus}. */
    public boolean has(Total total) {
        return values[total.ordinal()] != UNKNOWN || total != Total.BUYERS;
    }

    /** The value of a total that the board {@link #has}. */
    public long of(Total total) {
        if (!has(total)) {
            throw new IllegalStateException("the board does not know its " + total.key());
        }
        return values[total.ordinal()];
    }

    /**
     * The totals of both boards. Distinct buyers are unknown: somebody may have bought on both, and only the union of
     * the buyers themselves has the right size.
     */
    BoardTotals plus(BoardTotals other) {
        return new BoardTotals(total -> total == Total.BUYERS
                ? UNKNOWN
                : Integers.exactSum(total.key(), values[total.ordinal()], other.values[total.ordinal()]));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BoardTotals totals && Arrays.equals(values, totals.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "BoardTotals" + Arrays.toString(values);
    }
}
