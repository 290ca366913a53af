package org.livetally.domain.board;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.tally.Measure;

/** One name of a ranking with its measures, for example a product. Immutable. */
public final class RankedName {
    private static final Measure[] ALL = Measure.values();

    private final String name;
    private final @Nullable ProductLabel label;
    /** By ordinal of the measure. */
    private final long[] measures = new long[ALL.length];

    /**
     * @param label what the catalogue says of it; null if it says nothing
     * @param measures the value of each measure; 0 for those that its dimension does not have
     */
    public RankedName(String name, @Nullable ProductLabel label, ToLongFunction<Measure> measures) {
        this.name = name;
        this.label = label;
        for (Measure measure : ALL) {
            this.measures[measure.ordinal()] = measures.applyAsLong(measure);
        }
    }

    public String name() {
        return name;
    }

    public @Nullable ProductLabel label() {
        return label;
    }

    public long of(Measure measure) {
        return measures[measure.ordinal()];
    }

    /** The sums of both. If their catalogues differ, the label that comes first in the alphabet stays. */
    RankedName plus(RankedName same) {
        return new RankedName(
                name,
                first(label, same.label),
                measure -> Integers.exactSum(measure.key() + " of " + name, of(measure), same.of(measure)));
    }

    private static @Nullable ProductLabel first(@Nullable ProductLabel one, @Nullable ProductLabel other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RankedName row
                && name.equals(row.name)
                && Objects.equals(label, row.label)
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
