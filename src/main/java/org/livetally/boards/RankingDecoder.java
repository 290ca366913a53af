package org.livetally.boards;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.NameLabel;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.board.Ranking;
import org.livetally.domain.tally.DescribedBy;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;

/** The rankings in the reply of {@code read_board.lua}. */
final class RankingDecoder {
    /** The places of a row: its name, the measure that ranks it, and then its other measures. */
    private static final int RANKED = 1;

    private static final int COUNTS = 2;

    private final NameLabels labels;
    private final boolean countsAll;

    /** @param countsAll false for a stream that an earlier version began, which counted less */
    RankingDecoder(NameLabels labels, boolean countsAll) {
        this.labels = labels;
        this.countsAll = countsAll;
    }

    /** @param rankings a name and its rows, in turn */
    Map<Dimension, Ranking> read(Response rankings) {
        Map<String, Response> byName = new HashMap<>();
        for (int i = 0; i + 1 < rankings.size(); i += 2) {
            byName.put(rankings.get(i).toString(), rankings.get(i + 1));
        }
        Map<Dimension, Ranking> read = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            read.put(dimension, ranking(dimension, Objects.requireNonNull(byName.get(dimension.key()))));
        }
        return read;
    }

    private Ranking ranking(Dimension dimension, Response rows) {
        DescribedBy describedBy = dimension.describedBy();
        int described = COUNTS + dimension.counts().size();
        int stock = described + 1;
        int width = switch (describedBy) {
            case NOTHING -> described;
            case CATALOGUE -> stock + 1;
            case GROUP_TREE, EXPLAINED -> stock;
        };
        List<RankedName> names = new ArrayList<>(rows.size() / width);
        for (int i = 0; i + width <= rows.size(); i += width) {
            int row = i;
            names.add(new RankedName(
                    rows.get(i).toString(),
                    describedBy == DescribedBy.NOTHING ? null : label(describedBy, rows.get(i + described)),
                    describedBy == DescribedBy.CATALOGUE ? left(rows.get(i + stock)) : null,
                    measure -> measure(dimension, measure, rows, row)));
        }
        return new Ranking(names);
    }

    private long measure(Dimension dimension, Measure measure, Response rows, int row) {
        if (measure == dimension.ranks()) {
            return ReplyValues.number(rows.get(row + RANKED));
        }
        int counted = dimension.counts().indexOf(measure);
        if (counted < 0) {
            return 0;
        }
        return countsAll || measure.isOfFirst()
                ? ReplyValues.number(rows.get(row + COUNTS + counted))
                : RankedName.UNKNOWN;
    }

    private @Nullable NameLabel label(DescribedBy describedBy, @Nullable Response json) {
        return json == null ? null : labels.of(describedBy, json.toString());
    }

    private static @Nullable Long left(@Nullable Response units) {
        return units == null ? null : ReplyValues.number(units);
    }
}
