package org.livetally.http;

/** A cell of a CSV file that people open in a spreadsheet. */
public final class CsvCell {
    /** Characters that make a spreadsheet run a cell that begins with them; the full-width forms work, too. */
    private static final String RUN = "=+-@\t\r＝＋－＠";

    private CsvCell() {}

    /** Escapes text that a spreadsheet would run as a formula, by an apostrophe in front: names come from strangers. */
    public static String escapeFormula(String text) {
        return isRun(text) ? "'" + text : text;
    }

    /**
     * Whether a spreadsheet would run the text, or whether it looks like the result of {@link #escapeFormula}. The latter
     * is escaped once more, so that {@link #unescapeFormula} can tell them apart.
     */
    public static boolean isRun(String text) {
        int first = 0; // no regular expression: an export has millions of cells
        while (first < text.length() && text.charAt(first) == '\'') {
            first++;
        }
        return first < text.length() && RUN.indexOf(text.charAt(first)) >= 0;
    }

    /** Reverses {@link #escapeFormula}. */
    public static String unescapeFormula(String cell) {
        return cell.startsWith("'") && isRun(cell) ? cell.substring(1) : cell;
    }

    /** Appends a cell to a row, escaped with {@link #escapeFormula} and quoted as RFC 4180 says. */
    public static void add(StringBuilder row, String text) {
        String cell = escapeFormula(text);
        if (cell.indexOf('"') >= 0 || cell.indexOf(',') >= 0 || cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
            row.append('"').append(cell.replace("\"", "\"\"")).append('"');
        } else {
            row.append(cell);
        }
    }
}
