package org.livetally.boards;

import static org.livetally.boards.PatchField.decimal;
import static org.livetally.boards.PatchField.number;
import static org.livetally.boards.PatchField.text;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.ExplanationLabel;
import org.livetally.domain.board.GroupLabel;
import org.livetally.domain.board.NameLabel;
import org.livetally.domain.board.ProductLabel;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.board.Ranking;
import org.livetally.domain.tally.DescribedBy;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;

/** What differs between two rankings: names with their measures, and what is known of them. */
final class RankingPatch {
    private static final Ranking NO_NAMES = new Ranking(List.of());

    /** The fields of a row before its measures. */
    private static final Map<DescribedBy, List<PatchField<RankedName, ?>>> FIRST = new EnumMap<>(Map.of(
            DescribedBy.CATALOGUE,
            List.of(
                    text("name", of(ProductLabel.class, ProductLabel::name)),
                    text("unit", of(ProductLabel.class, ProductLabel::unit)),
                    text("series", of(ProductLabel.class, ProductLabel::series)),
                    text("image", of(ProductLabel.class, ProductLabel::image))),
            DescribedBy.EXPLAINED,
            List.of(
                    text("sku", of(ExplanationLabel.class, ExplanationLabel::sku)),
                    text("host", of(ExplanationLabel.class, ExplanationLabel::host)),
                    number("from", of(ExplanationLabel.class, ExplanationLabel::from)),
                    number("to", of(ExplanationLabel.class, ExplanationLabel::to)))));

    /** The fields of a row after its measures. */
    private static final Map<DescribedBy, List<PatchField<RankedName, ?>>> LAST = new EnumMap<>(Map.of(
            DescribedBy.CATALOGUE,
            List.of(number("stock", RankedName::stock)),
            DescribedBy.GROUP_TREE,
            List.of(
                    number("headCount", of(GroupLabel.class, GroupLabel::headCount)),
                    decimal("participation", RankingPatch::participation),
                    text("parent", of(GroupLabel.class, GroupLabel::parent)))));

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
            RankedName known = before.find(row.name(), i);
            if (!row.equals(known)) {
                writeName(out, dimension, row, known);
            }
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
        List<PatchField<RankedName, ?>> first = FIRST.getOrDefault(dimension.describedBy(), List.of());
        List<PatchField<RankedName, ?>> last = LAST.getOrDefault(dimension.describedBy(), List.of());
        out.start(now.name(), before == null);
        PatchField.writeChanged(first, out, now, before);
        writeMeasure(out, dimension.ranks(), now, before);
        for (int i = 0; i < dimension.counts().size(); i++) {
            writeMeasure(out, dimension.counts().get(i), now, before);
        }
        PatchField.writeChanged(last, out, now, before);
        PatchField.writeGone(first, out, now, before);
        PatchField.writeGone(last, out, now, before);
        out.end();
    }

    private static void writeMeasure(MergePatchWriter out, Measure measure, RankedName now, @Nullable RankedName before)
            throws IOException {
        if (before != null && now.isSame(measure, before)) {
            return;
        }
        if (now.has(measure)) {
            out.number(measure.key(), now.of(measure));
        } else if (before != null) {
            out.gone(measure.key());
        }
    }

    private static <L extends NameLabel, V> Function<RankedName, @Nullable V> of(
            Class<L> kind, Function<L, @Nullable V> value) {
        return row -> kind.isInstance(row.label()) ? value.apply(kind.cast(row.label())) : null;
    }

    private static @Nullable Double participation(RankedName group) {
        return group.label() instanceof GroupLabel label && group.has(Measure.BUYERS)
                ? label.participation(group.of(Measure.BUYERS))
                : null;
    }
}
