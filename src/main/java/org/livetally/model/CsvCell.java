package org.livetally.model;

/** A cell of a CSV file that people open in a spreadsheet. */
public final class CsvCell {
    /** What makes a spreadsheet run a cell that begins with it, also when written in full width. */
    private static final String RUN = "=+-@\t\r＝＋－＠";

    private CsvCell() {}

    /** The text as no spreadsheet runs it: names come from strangers. */
    public static String defused(String text) {
        return isRun(text) ? "'" + text : text;
    }

    /** Whether a spreadsheet would run it, or {@link #defused} has made it of such a text: with one more apostrophe in front. */
    private static boolean isRun(String text) {
        int first = 0; // no pattern: an export has millions of cells
        while (first < text.length() && text.charAt(first) == '\'') {
            first++;
        }
        return first < text.length() && RUN.indexOf(text.charAt(first)) >= 0;
    }

    /** What was given to {@link #defused}. */
    public static String armed(String cell) {
        return cell.startsWith("'") && isRun(cell) ? cell.substring(1) : cell;
    }

    /** Adds a cell, defused, to a row as RFC 4180 has it. */
    public static void add(StringBuilder row, String text) {
        String cell = defused(text);
        if (cell.indexOf('"') >= 0 || cell.indexOf(',') >= 0 || cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
            row.append('"').append(cell.replace("\"", "\"\"")).append('"');
        } else {
            row.append(cell);
        }
    }
}
