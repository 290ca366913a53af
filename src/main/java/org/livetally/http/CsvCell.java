package org.livetally.http;

/** A cell of a CSV file that people open in a spreadsheet. */
public final class CsvCell {
    /** Characters that make a spreadsheet run a cell that begins with them; the full-width forms work, too. */
    private static final String RUN = "=+-@\t\r＝＋－＠";

    /** Where some spreadsheets begin another cell. */
    private static final String SPLIT = ";\t\r\n";

    private static final String QUOTED = "\",;\t\r\n";

    private CsvCell() {}

    /**
     * Escapes text that a spreadsheet would run as a formula, by an apostrophe in front: names come from strangers. Where
     * lists are separated by semicolons, as in much of Europe, a spreadsheet splits a cell at each of them, whatever is
     * quoted; so does it at tabs and line ends. So each part is escaped.
     */
    public static String escapeFormula(String text) {
        StringBuilder escaped = null; // no regular expression: an export has millions of cells
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isStart(text, i) && isRun(text, i)) {
                escaped = escaped == null ? new StringBuilder(text.length() + 2) : escaped;
                escaped.append(text, copied, i).append('\'');
                copied = i;
            }
        }
        return escaped == null
                ? text
                : escaped.append(text, copied, text.length()).toString();
    }

    /**
     * Whether a spreadsheet would run the text, or whether it looks like the result of {@link #escapeFormula}. The latter
     * is escaped once more, so that {@link #unescapeFormula} can tell them apart.
     */
    public static boolean isRun(String text) {
        return isRun(text, 0);
    }

    private static boolean isRun(String text, int start) {
        int first = start;
        while (first < text.length() && text.charAt(first) == '\'') {
            first++;
        }
        return first < text.length() && RUN.indexOf(text.charAt(first)) >= 0;
    }

    private static boolean isStart(String text, int at) {
        return at == 0 || SPLIT.indexOf(text.charAt(at - 1)) >= 0;
    }

    /** Reverses {@link #escapeFormula}. */
    public static String unescapeFormula(String cell) {
        if (cell.indexOf('\'') < 0) {
            return cell;
        }
        StringBuilder text = new StringBuilder(cell.length());
        for (int i = 0; i < cell.length(); i++) {
            if (cell.charAt(i) != '\'' || !isStart(cell, i) || !isRun(cell, i)) {
                text.append(cell.charAt(i));
            }
        }
        return text.toString();
    }

    /** Appends a cell to a row, escaped with {@link #escapeFormula} and quoted as RFC 4180 says. */
    public static void add(StringBuilder row, String text) {
        String cell = escapeFormula(text);
        if (isQuoted(cell)) {
            row.append('"').append(cell.replace("\"", "\"\"")).append('"');
        } else {
            row.append(cell);
        }
    }

    private static boolean isQuoted(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            if (QUOTED.indexOf(cell.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
