package org.livetally.model;

import java.util.regex.Pattern;

/** A cell of a CSV file that people open in a spreadsheet. */
public final class CsvCell {
    /**
     * What a spreadsheet would run as a formula (also when written in full width), and what {@link #defused} made of it: one more
     * apostrophe in front.
     */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r＝＋－＠].*", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");

    private CsvCell() {}

    /** The text as no spreadsheet runs it: names come from strangers. */
    public static String defused(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** What was given to {@link #defused}. */
    public static String armed(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }

    /** Adds a cell, defused, to a row as RFC 4180 has it. */
    public static void add(StringBuilder row, String text) {
        String cell = defused(text);
        if (QUOTED.matcher(cell).find()) {
            row.append('"').append(cell.replace("\"", "\"\"")).append('"');
        } else {
            row.append(cell);
        }
    }
}
