package org.livetally.tables;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.http.RowErrors;

/** Reads a table whose columns may come in any order. */
public final class TableReader {
    private final Columns columns;
    private final RowErrors errors;
    private final Consumer<TableRow> rows;
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * The columns that a table can have.
     *
     * @param names the first one is the key, at which errors of a whole row are named
     * @param required those that must be there
     */
    public record Columns(List<String> names, Set<String> required) {
        String key() {
            return names.get(0);
        }
    }

    private TableReader(Columns columns, RowErrors errors, Consumer<TableRow> rows) {
        this.columns = columns;
        this.errors = errors;
        this.rows = rows;
    }

    /**
     * Reads a file.
     *
     * @param errors is told of each row that cannot be read. Rows below a wrong header are not read
     * @param rows is given each row that has a cell for each column of the header
     * @throws Problem 400, if the file is not of that format, its header is wrong, or there are too many errors
     */
    public static void read(
            TableFormat format, Buffer file, Columns columns, RowErrors errors, Consumer<TableRow> rows) {
        TableReader reader = new TableReader(columns, errors, rows);
        format.read(file.getBytes(), (number, row) -> reader.add(number, texts(row)));
        if (reader.places.isEmpty()) {
            throw Problem.invalidField("body", Rule.CSV_HEADER.reason(String.join(",", columns.names())));
        }
    }

    private static List<String> texts(List<Cell> row) {
        return row.stream().map(Cell::text).toList();
    }

    private void add(long number, List<String> cells) {
        if (places.isEmpty()) {
            addHeader(number, cells);
        } else if (cells.size() == places.size()) {
            rows.accept(new TableRow(number, places, cells));
        } else {
            errors.add(number, columns.key(), Rule.CSV_CELLS.reason(places.size(), cells.size()));
        }
    }

    private void addHeader(long number, List<String> header) {
        Set<String> missing = new TreeSet<>(columns.required());
        for (String cell : header) {
            String column = cell.strip();
            if (!columns.names().contains(column)) {
                errors.add(number, column, Rule.COLUMN_UNKNOWN.reason(String.join(",", columns.names())));
            } else if (places.putIfAbsent(column, places.size()) != null) {
                errors.add(number, column, Rule.COLUMN_TWICE.reason());
            }
            missing.remove(column);
        }
        missing.forEach(column -> errors.add(number, column, Rule.MISSING.reason()));
        errors.throwIfAny();
    }
}
