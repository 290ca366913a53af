package org.livetally.domain.board;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.tally.Measure;

/** One name of a ranking with its measures, for example a product. Immutable. */
public final class RankedName {
    /** The value of a measure that nobody knows. */
    public static final long UNKNOWN = -1;

    private static final Measure[] ALL = Measure.values();

    private final String name;
    private final @Nullable NameLabel label;
    private final @Nullable Long stock;
    /** By ordinal of the measure. */
    private final long[] measures = new long[ALL.length];

    /**
     * @param label what is known of it; null if nothing is
     * @param stock how many units of the product are left; null if they are not counted
     * @param measures the value of each measure, or {@link #UNKNOWN}; 0 for those that its dimension does not have
     */
    public RankedName(String name, @Nullable NameLabel label, @Nullable Long stock, ToLongFunction<Measure> measures) {
        this.name = name;
        this.label = label;
        this.stock = stock;
        for (Measure measure : ALL) {
            this.measures[measure.ordinal()] = measures.applyAsLong(measure);
        }
    }

    public String name() {
        return name;
    }

    public @Nullable NameLabel label() {
        return label;
    }

    public @Nullable Long stock() {
        return stock;
    }

    /**
     * Whether the value is known. Distinct buyers of several boards are not, see {@link #plus}, and neither is what was
     * not counted when its stream began.
     */
    public boolean has(Measure measure) {
        return measures[measure.ordinal()] != UNKNOWN;
    }

    /** The value of a measure that the name {@link #has}. */
    public long of(Measure measure) {
        if (!has(measure)) {
            throw new IllegalStateException("the board does not know the " + measure.key() + " of " + name);
        }
        return measures[measure.ordinal()];
    }

    /** Whether a measure is the same, known or not. */
    public boolean isSame(Measure measure, RankedName other) {
        return measures[measure.ordinal()] == other.measures[measure.ordinal()];
    }

    /**
     * The sums of both. Distinct buyers are unknown if both have some: only the union of the buyers has the right size.
     * What is left is unknown, too: units of one board cannot be bought on the other. If the labels differ, that which
     * comes first in the alphabet stays.
     */
    RankedName plus(RankedName same) {
        return new RankedName(name, first(label, same.label), null, measure -> plus(measure, same));
    }

    private long plus(Measure measure, RankedName same) {
        long one = measures[measure.ordinal()];
        long other = same.measures[measure.ordinal()];
        if (one == UNKNOWN || other == UNKNOWN) {
            return UNKNOWN;
        }
        if (!measure.isSum() && one != 0 && other != 0) {
            return UNKNOWN;
        }
        return Integers.exactSum(measure.key() + " of " + name, one, other);
    }

    private static @Nullable NameLabel first(@Nullable NameLabel one, @Nullable NameLabel other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.toString().compareTo(other.toString()) <= 0 ? one : other;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this // carried over from reading to reading
                || other instanceof RankedName row
                        && name.equals(row.name)
                        && Objects.equals(label, row.label)
                        && Objects.equals(stock, row.stock)
                        && Arrays.equals(measures, row.measures);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(measures);
    }

    @Override
    public String toString() {
        return name + Arrays.toString(measures);
    }
}
