package org.livetally.boards;

import static org.livetally.boards.PatchField.text;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.ProductLabel;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.board.Ranking;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;

/** What differs between two rankings: names with their measures, and what the catalogue says of them. */
final class RankingPatch {
    private static final Ranking NO_NAMES = new Ranking(List.of());

    private static final List<PatchField<ProductLabel, String>> LABEL =
            List.of(text("name", ProductLabel::name), text("unit", ProductLabel::unit));

    private RankingPatch() {}

    /** Null stands for a ranking without names. */
    static void write(MergePatchWriter out, Dimension dimension, @Nullable Ranking now, @Nullable Ranking before)
            throws IOException {
        writeNames(out, dimension, now == null ? NO_NAMES : now, before == null ? NO_NAMES : before);
    }

    private static void writeNames(MergePatchWriter out, Dimension dimension, Ranking now, Ranking before)
            throws IOException {
        for (int i = 0; i < now.names().size(); i++) {
            RankedName row = now.names().get(i);
            writeName(out, dimension, row, before.find(row.name(), i));
        }
        for (int i = 0; i < before.names().size(); i++) {
            String name = before.names().get(i).name();
            if (now.find(name, i) == null) {
                out.gone(name);
            }
        }
    }

    private static void writeName(
            MergePatchWriter out, Dimension dimension, RankedName now, @Nullable RankedName before) throws IOException {
        ProductLabel label = before == null ? null : before.label();
        out.start(now.name(), before == null);
        PatchField.writeChanged(LABEL, out, now.label(), label);
        writeMeasure(out, Measure.GMV, now, before);
        for (int i = 0; i < dimension.counts().size(); i++) {
            writeMeasure(out, dimension.counts().get(i), now, before);
        }
        PatchField.writeGone(LABEL, out, now.label(), label);
        out.end();
    }

    private static void writeMeasure(MergePatchWriter out, Measure measure, RankedName now, @Nullable RankedName before)
            throws IOException {
        if (before == null || now.of(measure) != before.of(measure)) {
            out.number(measure.key(), now.of(measure));
        }
    }
}
