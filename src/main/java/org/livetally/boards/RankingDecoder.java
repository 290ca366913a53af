package org.livetally.boards;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.NameLabel;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.board.Ranking;
import org.livetally.domain.tally.DescribedBy;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;

/** The ranking of one dimension in the replies of {@code read_board.lua} for one board. */
final class RankingDecoder {
    private static final Ranking NO_NAMES = new Ranking(List.of());
    /** The values of a row before its other measures: its name, and the measure that ranks it. */
    private static final int RANKED = 2;

    private final Dimension dimension;
    private final NameLabels labels;
    private final boolean countsAll;
    private final CarriedRows<RankedName> rows;
    private final long[] read = new long[Measure.values().length];
    private final ToLongFunction<Measure> measures = measure -> read[measure.ordinal()];
    private Ranking ranking = NO_NAMES;

    private RankingDecoder(Dimension dimension, NameLabels labels, boolean countsAll) {
        this.dimension = dimension;
        this.labels = labels;
        this.countsAll = countsAll;
        this.rows = new CarriedRows<>(width(dimension), this::name);
    }

    /**
     * One of each dimension.
     *
     * @param countsAll false for a stream that an earlier version began, which counted less
     */
    static Map<Dimension, RankingDecoder> each(NameLabels labels, boolean countsAll) {
        Map<Dimension, RankingDecoder> each = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            each.put(dimension, new RankingDecoder(dimension, labels, countsAll));
        }
        return each;
    }

    /** The ranking of the next value; the same object as the last one if it is the same. */
    Ranking of(PackedReply reply) {
        List<RankedName> names = rows.of(reply);
        if (!names.equals(ranking.names())) {
            ranking = new Ranking(names);
        }
        return ranking;
    }

    private static int width(Dimension dimension) {
        int measures = RANKED + dimension.counts().size();
        return switch (dimension.describedBy()) {
            case NOTHING -> measures;
            case CATALOGUE -> measures + 2;
            case GROUP_TREE, EXPLAINED -> measures + 1;
        };
    }

    private RankedName name(PackedReply row, @Nullable RankedName before, PackedReply old) {
        String name = name(row, before);
        readMeasures(row);
        if (before != null) {
            old.skip(RANKED + dimension.counts().size());
        }
        DescribedBy by = dimension.describedBy();
        NameLabel label = by == DescribedBy.NOTHING ? null : label(row, before, old);
        Long stock = by == DescribedBy.CATALOGUE ? row.numberOrNull() : null;
        return new RankedName(name, label, stock, measures);
    }

    private static String name(PackedReply row, @Nullable RankedName before) {
        if (before == null) {
            return Objects.requireNonNull(row.text());
        }
        row.skip();
        return before.name();
    }

    /** Measures that the dimension does not have stay 0. */
    private void readMeasures(PackedReply row) {
        read[dimension.ranks().ordinal()] = row.number();
        for (int i = 0; i < dimension.counts().size(); i++) {
            Measure measure = dimension.counts().get(i);
            long counted = row.number();
            read[measure.ordinal()] = countsAll || measure.isOfFirst() ? counted : RankedName.UNKNOWN;
        }
    }

    private @Nullable NameLabel label(PackedReply row, @Nullable RankedName before, PackedReply old) {
        if (before != null && row.skipSame(old)) {
            return before.label();
        }
        String json = row.text();
        return json == null ? null : labels.of(dimension.describedBy(), json);
    }
}
