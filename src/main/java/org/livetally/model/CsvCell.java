package org.livetally.model;

/** A cell of a CSV file that people open in a spreadsheet. */
public final class CsvCell {
    private static final String RUN_BY_SPREADSHEETS = "=+-@\t\r";

    private CsvCell() {}

    /**
     * Adds a cell as RFC 4180 has it. One that a spreadsheet would run as a formula gets an apostrophe in front: names come from
     * strangers.
     */
    public static void add(StringBuilder row, String text) {
        boolean runs = !text.isEmpty() && RUN_BY_SPREADSHEETS.indexOf(text.charAt(0)) >= 0;
        String cell = runs ? "'" + text : text;
        if (cell.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')) {
            row.append('"').append(cell.replace("\"", "\"\"")).append('"');
        } else {
            row.append(cell);
        }
    }
}
