package org.livetally.tables;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.livetally.http.CsvCell;

/** Writes the rows of a sheet, in XML. Texts are never formulas there, and one that looks like it stays a text when somebody edits it. */
final class XlsxRow {
    /** Styles of cells, by their places in {@link XlsxBook}'s list. */
    static final int HEADER = 1;

    static final int INTEGER = 2;
    static final int AMOUNT = 3;
    static final int TIME = 4;
    static final int DAY = 5;
    static final int TYPED_TEXT = 6;
    private static final int PLAIN = 0;

    private final StringBuilder xml;
    private final String[] letters;
    private int number;

    /** @param columns how many there are */
    XlsxRow(StringBuilder xml, int columns) {
        this.xml = xml;
        this.letters = new String[columns];
        for (int i = 0; i < columns; i++) {
            letters[i] = i < 26 ? letter(i) : letter(i / 26 - 1) + letter(i % 26);
        }
    }

    private static String letter(int number) {
        return String.valueOf((char) ('A' + number));
    }

    void begin(int row) {
        number = row;
        xml.append("<row r=\"").append(row).append("\">");
    }

    void end() {
        xml.append("</row>");
    }

    void header(int column, String name) {
        text(column, name, HEADER);
    }

    /** A cell with a value as {@link Column} has it. */
    void cell(int column, Object value) {
        if (value instanceof BigDecimal decimal) {
            number(column, decimal.toPlainString(), PLAIN);
        } else if (value instanceof Number integer) {
            number(column, integer.toString(), INTEGER);
        } else if (value instanceof LocalDateTime time) {
            number(column, LocalTimes.serial(time), TIME);
        } else if (value instanceof LocalDate day) {
            number(column, Long.toString(LocalTimes.serial(day)), DAY);
        } else {
            String text = value.toString();
            if (!text.isEmpty()) {
                text(column, text, CsvCell.isRun(text) ? TYPED_TEXT : PLAIN);
            }
        }
    }

    /** @param digits of the currency */
    void amount(int column, long minor, int digits) {
        number(column, BigDecimal.valueOf(minor, digits).toPlainString(), AMOUNT);
    }

    private void number(int column, String number, int style) {
        open(column, style).append("><v>").append(number).append("</v></c>");
    }

    private void text(int column, String text, int style) {
        open(column, style).append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        XlsxText.add(xml, text);
        xml.append("</t></is></c>");
    }

    private StringBuilder open(int column, int style) {
        xml.append("<c r=\"").append(letters[column]).append(number).append('"');
        return style == PLAIN ? xml : xml.append(" s=\"").append(style).append('"');
    }
}
