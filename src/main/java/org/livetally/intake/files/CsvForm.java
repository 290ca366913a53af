package org.livetally.intake.files;

/**
 * The form of a CSV file.
 *
 * @param delimiter a comma, a semicolon or a tab
 * @param hasSeparatorLine whether its first line only tells Excel the delimiter, {@code sep=;}
 */
record CsvForm(char delimiter, boolean hasSeparatorLine) {
    private static final String SEPARATOR = "sep=";
    private static final String DELIMITERS = ",;\t";

    /** @param start the beginning of the file, with its whole first line */
    static CsvForm of(String start) {
        String line = firstLine(start);
        if (line.regionMatches(true, 0, SEPARATOR, 0, SEPARATOR.length()) && line.length() == SEPARATOR.length() + 1) {
            return new CsvForm(line.charAt(SEPARATOR.length()), true);
        }
        char best = ',';
        for (int i = 0; i < DELIMITERS.length(); i++) {
            if (count(line, DELIMITERS.charAt(i)) > count(line, best)) {
                best = DELIMITERS.charAt(i);
            }
        }
        return new CsvForm(best, false);
    }

    private static String firstLine(String start) {
        String text = start.startsWith("\uFEFF") ? start.substring(1) : start;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted && (c == '\n' || c == '\r')) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private static int count(String line, char delimiter) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            count += !quoted && line.charAt(i) == delimiter ? 1 : 0;
        }
        return count;
    }

    /** Whether this row, from 1, is no row of the table. */
    boolean skips(long row) {
        return hasSeparatorLine && row == 1;
    }
}
