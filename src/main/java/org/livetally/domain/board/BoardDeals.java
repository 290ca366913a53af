package org.livetally.domain.board;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.tally.DealTotal;

/** The figures of a board's deals. Immutable. */
public final class BoardDeals {
    private static final DealTotal[] ALL = DealTotal.values();

    /** There are no deals. */
    public static final BoardDeals NONE = new BoardDeals(total -> 0, null);

    /** By ordinal of the total. */
    private final long[] values = new long[ALL.length];

    private final boolean record;

    /**
     * The figures of a stream.
     *
     * @param highestSigned the highest value of agreements before this stream, in minor units; null if it is unknown
     */
    public BoardDeals(ToLongFunction<DealTotal> kept, @Nullable Long highestSigned) {
        for (DealTotal total : ALL) {
            values[total.ordinal()] = kept.applyAsLong(total);
        }
        record = highestSigned != null && of(DealTotal.SIGNED) > highestSigned;
    }

    /** Whether no deal counts for anything. */
    public boolean isEmpty() {
        return Arrays.stream(values).allMatch(value -> value == 0);
    }

    public long of(DealTotal total) {
        return values[total.ordinal()];
    }

    /** Whether more was signed than ever before, as far as that is known. */
    public boolean isRecord() {
        return record;
    }

    /** The figures of both boards. Whether their sum is a record is not known. */
    BoardDeals plus(BoardDeals other) {
        return new BoardDeals(total -> Integers.exactSum("deals." + total.key(), of(total), other.of(total)), null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BoardDeals deals && record == deals.record && Arrays.equals(values, deals.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Boolean.hashCode(record);
    }

    @Override
    public String toString() {
        return "BoardDeals" + Arrays.toString(values) + (record ? ", a record" : "");
    }
}
