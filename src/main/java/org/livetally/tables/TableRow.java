package org.livetally.tables;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A row below the header of a table.
 *
 * @param number of its first line in the file, from 1
 * @param columns the place of each column of the header in {@code cells}
 * @param cells their texts; empty where there is nothing
 */
public record TableRow(long number, Map<String, Integer> columns, List<String> cells) {
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

    /** The text in a column; empty if there is none, or no such column. */
    public String text(String column) {
        Integer place = columns.get(column);
        return place == null ? "" : cells.get(place);
    }

    /**
     * The value in a column of integers: a {@link Long}, or what stands there instead, a text, which no rule of integers
     * accepts; it is empty if there is nothing.
     */
    public Object integer(String column) {
        String cell = text(column).strip();
        return DIGITS.matcher(cell).matches() ? (Object) Long.valueOf(cell) : cell;
    }
}
