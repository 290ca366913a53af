package org.livetally.ledger.read;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.http.CsvCell;

/**
 * The columns of a table as CSV.
 *
 * @param <R> a row
 */
record CsvColumns<R>(List<Column<R>> columns) {
    /** Always with milliseconds, so that times sort as text. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /**
     * A column.
     *
     * @param cell the value in a row: an integer, or what is shown as text; null stands for an empty cell
     */
    record Column<R>(String name, Function<R, @Nullable Object> cell) {}

    /** The same columns after another one. */
    CsvColumns<R> after(Column<R> first) {
        return new CsvColumns<>(
                Stream.concat(Stream.of(first), columns.stream()).toList());
    }

    /** A time as text. @param at epoch milliseconds */
    static String time(long at) {
        return TIME.format(Instant.ofEpochMilli(at));
    }

    /** The first line. */
    String header() {
        return columns.stream().map(Column::name).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Adds a line. */
    void add(StringBuilder lines, R row) {
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                lines.append(',');
            }
            Object cell = columns.get(i).cell.apply(row);
            if (cell instanceof Long number) {
                lines.append(number.longValue()); // not escaped: a negative number is no formula
            } else if (cell != null) {
                CsvCell.add(lines, cell.toString());
            }
        }
        lines.append("\r\n");
    }
}
