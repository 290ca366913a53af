package org.livetally.tables;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.tables.Cell.Kind;

/**
 * Reads the first sheet of an Excel workbook. A cell with a formula has the value of its last result, and rows without
 * any text are left out.
 *
 * <p>A reader of our own: the libraries trust what a file says of itself, and a cell {@code ZZZZZZ1}, or a reference to
 * the two billionth text, makes them fill the memory.
 */
public final class XlsxReader {
    /** Excel's own limit. */
    private static final int MAX_COLUMNS = 16_384;
    /** Maximum size of what cells refer to or leave out, all together: few bytes of a file can mean gigabytes of it. */
    private static final long MAX_MEANT = 4L * ZipReader.MAX_BYTES;

    private static final long EMPTY_SIZE = 16;
    /** No number that Excel writes is longer; to parse one takes the square of its length. */
    private static final int MAX_NUMBER_LENGTH = 64;

    private static final int MAX_DIGITS = 18;
    /** The digits that Excel shows; what a double has beyond them comes from computing. */
    private static final MathContext SHOWN = new MathContext(15);

    private final XlsxXml sheet;
    private final List<String> sharedStrings;
    private final XlsxStyles styles;
    private final boolean since1904;
    private final Rows rows;
    /** Of the header; -1 until there is one. */
    private int width = -1;

    private long meant;

    private XlsxReader(XlsxParts parts, Rows rows) throws IOException, XMLStreamException {
        this.sheet = parts.firstSheet();
        this.sharedStrings = texts(parts.sharedStrings());
        this.styles = new XlsxStyles(parts.styles());
        this.since1904 = parts.isSince1904();
        this.rows = rows;
    }

    /**
     * Reads a workbook.
     *
     * @throws Problem 400 that names the body, if it is none, or unpacks to too much
     */
    public static void read(ByteBuffer file, Rows rows) {
        try {
            new XlsxReader(new XlsxParts(new ZipReader(file)), rows).readRows();
        } catch (IOException | XMLStreamException | NumberFormatException e) {
            throw Problem.invalidField("body", Rule.XLSX_FORM.reason());
        }
    }

    private static List<String> texts(@Nullable XlsxXml xml) throws XMLStreamException {
        List<String> texts = new ArrayList<>();
        while (xml != null && xml.next()) {
            if (xml.isStart("si")) {
                texts.add(xml.richText("si"));
            }
        }
        return texts;
    }

    private void readRows() throws XMLStreamException {
        long number = 0;
        while (sheet.next() && !sheet.isEnd("sheetData")) {
            if (sheet.isStart("row")) {
                String named = sheet.attribute("r");
                number = named == null ? number + 1 : Integer.parseInt(named);
                add(number, cells());
            }
        }
    }

    private void add(long number, List<Cell> cells) {
        if (cells.stream().allMatch(cell -> cell.text().isBlank())) {
            return;
        }
        if (width < 0) {
            width = cells.size();
        }
        fill(cells, width); // cells at the end of a row, if empty, are not in the file
        rows.add(number, cells);
    }

    private void count(long size) {
        meant += size;
        if (meant > MAX_MEANT) {
            throw Problem.invalidField("body", Rule.XLSX_SIZE.reason(MAX_MEANT >> 20));
        }
    }

    private void fill(List<Cell> cells, int size) {
        count(EMPTY_SIZE * Math.max(0, size - cells.size()));
        while (cells.size() < size) {
            cells.add(Cell.EMPTY);
        }
    }

    /** The cells of the row that starts here, up to the last one that is not empty. */
    private List<Cell> cells() throws XMLStreamException {
        List<Cell> cells = new ArrayList<>();
        int column = -1;
        while (sheet.next() && !sheet.isEnd("row")) {
            if (sheet.isStart("c")) {
                String reference = sheet.attribute("r");
                column = reference == null ? column + 1 : column(reference);
                Cell cell = cell();
                if (!cell.text().isEmpty()) {
                    fill(cells, column + 1);
                    cells.set(column, cell);
                }
            }
        }
        return cells;
    }

    /** The column, from 0, in a reference such as {@code AB12}. */
    private static int column(String reference) throws XMLStreamException {
        int column = 0;
        for (int i = 0; i < reference.length() && reference.charAt(i) >= 'A' && reference.charAt(i) <= 'Z'; i++) {
            column = 26 * column + reference.charAt(i) - 'A' + 1;
            if (column > MAX_COLUMNS) {
                throw new XMLStreamException("no column " + reference);
            }
        }
        if (column == 0) {
            throw new XMLStreamException("no column in " + reference);
        }
        return column - 1;
    }

    private Cell cell() throws XMLStreamException {
        String type = Objects.requireNonNullElse(sheet.attribute("t"), "n");
        Kind kind = switch (type) {
            case "n" -> styles.of(sheet.attribute("s"));
            case "e" -> Kind.ERROR;
            default -> Kind.TEXT;
        };
        String text = "";
        while (sheet.next() && !sheet.isEnd("c")) {
            if (sheet.isStart("v")) {
                text = text(type, sheet.text());
            } else if (sheet.isStart("is")) {
                text = sheet.richText("is");
            }
        }
        return new Cell(text, kind, since1904);
    }

    private String text(String type, String value) throws XMLStreamException {
        return switch (type) {
            case "s" -> shared(Integer.parseInt(value));
            case "b" -> value.equals("1") ? "TRUE" : "FALSE";
            case "n" -> number(value.strip());
            default -> value; // the text of a formula, an error such as #N/A, an ISO date
        };
    }

    private String shared(int index) throws XMLStreamException {
        if (index < 0 || index >= sharedStrings.size()) {
            throw new XMLStreamException("no text " + index);
        }
        String text = sharedStrings.get(index);
        count(text.length());
        return text;
    }

    /**
     * Digits without exponent: {@code 12} for {@code 12.0} and {@code 1.2E1}. Integers are exact. Excel stores a fraction
     * as a double, and {@code 19.9} as {@code 19.899999999999999}, so its first 15 digits are what was typed.
     */
    private static String number(String value) {
        if (value.length() > MAX_NUMBER_LENGTH || value.isEmpty()) {
            return value;
        }
        BigDecimal number = new BigDecimal(value).stripTrailingZeros();
        boolean isInteger = number.scale() <= 0 && (long) number.precision() - number.scale() <= MAX_DIGITS;
        return isInteger
                ? number.toBigInteger().toString()
                : BigDecimal.valueOf(number.doubleValue())
                        .round(SHOWN)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
