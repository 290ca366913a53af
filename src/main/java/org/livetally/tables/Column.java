package org.livetally.tables;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, for files of every form.
 *
 * @param <R> a row
 * @param isMoney whether its integers are minor units of the table's currency
 * @param cell the value in a row: a number, a {@link java.time.LocalDate}, a {@link java.time.LocalDateTime}, or what is
 *     shown as text; null stands for an empty cell
 */
public record Column<R>(String name, boolean isMoney, Function<R, @Nullable Object> cell) {

    /** A column of anything but money. */
    public static <R> Column<R> of(String name, Function<R, @Nullable Object> cell) {
        return new Column<>(name, false, cell);
    }

    /** A column of minor units. */
    public static <R> Column<R> money(String name, Function<R, @Nullable Object> cell) {
        return new Column<>(name, true, cell);
    }

    /** The same values, as minor units. */
    public Column<R> asMoney() {
        return new Column<>(name, true, cell);
    }

    /** The same values for rows that hold such a row. */
    public <S> Column<S> in(Function<S, R> row) {
        return new Column<>(name, isMoney, outer -> cell.apply(row.apply(outer)));
    }

    /** The columns of two tables, side by side. */
    public static <R> List<Column<R>> join(List<Column<R>> left, List<Column<R>> right) {
        return Stream.concat(left.stream(), right.stream()).toList();
    }
}
