package org.livetally.tables;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.http.CsvCell;

/** A table as CSV, in UTF-8 with a byte order mark. Amounts are minor units. */
final class CsvOutput<R> extends TableOutput<R> {
    private final List<Column<R>> columns;

    CsvOutput(List<Column<R>> columns) {
        this.columns = columns;
        StringBuilder header = new StringBuilder(CsvTable.BOM);
        for (int i = 0; i < columns.size(); i++) {
            CsvCell.add(separate(header, i), columns.get(i).name());
        }
        write(header.append("\r\n"));
    }

    private static StringBuilder separate(StringBuilder line, int column) {
        return column == 0 ? line : line.append(',');
    }

    @Override
    public void add(List<R> rows) {
        StringBuilder lines = new StringBuilder();
        for (R row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                add(separate(lines, i), columns.get(i).cell().apply(row));
            }
            lines.append("\r\n");
        }
        write(lines);
    }

    private static void add(StringBuilder lines, @Nullable Object cell) {
        if (cell instanceof Number) {
            lines.append(cell); // not escaped: a negative number is no formula
        } else if (cell instanceof LocalDateTime time) {
            lines.append(LocalTimes.text(time));
        } else if (cell != null) {
            CsvCell.add(lines, cell.toString());
        }
    }

    @Override
    void end() {}
}
