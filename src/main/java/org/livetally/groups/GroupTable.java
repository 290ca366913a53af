package org.livetally.groups;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.groups.GroupFigures.Row;
import org.livetally.groups.GroupFigures.Share;
import org.livetally.tables.Column;

/** The tables of groups: their tree, in the form that is read again, and what each group bought. */
final class GroupTable {
    /** Name to group. */
    static final List<Column<Map.Entry<String, Group>>> TREE = List.of(
            Column.of(GroupInput.GROUP, Map.Entry::getKey),
            Column.of(GroupInput.PARENT, group -> group.getValue().parent()),
            Column.of(GroupInput.HEAD_COUNT, group -> group.getValue().headCount()));

    static final List<Column<Row>> FIGURES = Column.join(
            TREE.stream()
                    .map(column -> column.in((Row row) -> Map.entry(row.name(), row.group())))
                    .toList(),
            List.of(
                    Column.money("gmv", row -> row.own().gmv()),
                    Column.of("orders", row -> row.own().orders()),
                    Column.of("buyers", row -> row.own().buyers()),
                    Column.of("participation", participation(Row::own)),
                    Column.money("total.gmv", row -> row.total().gmv()),
                    Column.of("total.orders", row -> row.total().orders()),
                    Column.of("total.buyers", row -> row.total().buyers()),
                    Column.of("total.headCount", row -> row.total().headCount()),
                    Column.of("total.participation", participation(Row::total))));

    private GroupTable() {}

    /** A decimal, which is never written as {@code 1.0E-4}. */
    private static Function<Row, @Nullable Object> participation(Function<Row, Share> share) {
        return row -> {
            Double participation = share.apply(row).participation();
            return participation == null ? null : BigDecimal.valueOf(participation);
        };
    }
}
