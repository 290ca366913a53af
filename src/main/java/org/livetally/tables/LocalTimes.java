package org.livetally.tables;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Local times in tables, in the form that spreadsheets take for a time. */
final class LocalTimes {
    /** Always with milliseconds, so that times sort as text. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    /** Day 0 of workbooks. */
    private static final long DAY_ZERO = LocalDate.of(1899, 12, 30).toEpochDay();

    private static final long DAY_MS = 86_400_000;
    private static final int DIGITS = 10;
    private static final long PARTS = 10_000_000_000L;

    private LocalTimes() {}

    static String text(LocalDateTime time) {
        return TIME.format(time);
    }

    /** The number that stands for a day in a workbook. */
    static long serial(LocalDate day) {
        return day.toEpochDay() - DAY_ZERO;
    }

    /** The number that stands for a time in a workbook, exact to the millisecond. */
    static String serial(LocalDateTime time) {
        long part = Math.round((double) time.getLong(ChronoField.MILLI_OF_DAY) / DAY_MS * PARTS);
        String digits = Long.toString(part);
        return serial(time.toLocalDate()) + "." + "0".repeat(DIGITS - digits.length()) + digits;
    }
}
