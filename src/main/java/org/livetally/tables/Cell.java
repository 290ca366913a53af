package org.livetally.tables;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a table, as its file has it.
 *
 * @param text empty if there is nothing. Numbers have no exponent; of a date it is the number that the workbook stores
 * @param since1904 whether the workbook counts days from 1904
 */
public record Cell(String text, Kind kind, boolean since1904) {
    /** A cell with nothing in it. */
    public static final Cell EMPTY = text("");

    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final LocalDate DAY_ZERO_1904 = LocalDate.of(1904, 1, 1);
    /** The last day of the year 9999, which is the last that workbooks have. */
    private static final long LAST_DAY = 2_958_465;

    private static final int MAX_SERIAL_LENGTH = 32;
    private static final BigDecimal SECONDS = BigDecimal.valueOf(86_400);

    /** What a file says of the cell's value. CSV has texts only. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** A number that is shown as a date without a time. */
        DATE,
        /** A number that is shown as a date with a time. */
        TIME,
        /** An error of the spreadsheet, such as {@code #N/A}. */
        ERROR
    }

    /** A cell of text. */
    public static Cell text(String text) {
        return new Cell(text, Kind.TEXT, false);
    }

    /** Whether the workbook stores a number. */
    public boolean isNumber() {
        return kind == Kind.NUMBER || kind == Kind.DATE || kind == Kind.TIME;
    }

    /** The local time that the number stands for, to the second; null if it is no number, or not of a date. */
    public @Nullable LocalDateTime time() {
        if (!isNumber() || text.length() > MAX_SERIAL_LENGTH) {
            return null;
        }
        BigDecimal serial = new BigDecimal(text);
        if (serial.signum() <= 0 || serial.compareTo(BigDecimal.valueOf(LAST_DAY)) > 0) {
            return null;
        }
        long seconds =
                serial.multiply(SECONDS).setScale(0, RoundingMode.HALF_UP).longValueExact();
        return (since1904 ? DAY_ZERO_1904 : DAY_ZERO).atStartOfDay().plusSeconds(seconds);
    }

    /** Whether the number is a whole one, and so a date without a time unless its format shows one. */
    public boolean isWhole() {
        return isNumber() && text.indexOf('.') < 0;
    }
}
