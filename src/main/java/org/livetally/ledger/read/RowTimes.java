package org.livetally.ledger.read;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.function.ToLongFunction;
import org.livetally.tables.Column;

/** Times in the rows of tables. */
final class RowTimes {
    /** Always with milliseconds, so that times sort as text. */
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private RowTimes() {}

    /** A time of UTC, as text. @param at epoch milliseconds */
    static String iso(long at) {
        return ISO.format(Instant.ofEpochMilli(at));
    }

    /**
     * A time as epoch milliseconds, and as the clock of the stream shows it. The latter alone is not enough: it shows an
     * hour twice when summer time ends.
     */
    static <R> List<Column<R>> columns(ToLongFunction<R> at, ZoneId zone) {
        return List.of(
                Column.of("epoch", at::applyAsLong),
                Column.of("local", row -> LocalDateTime.ofInstant(Instant.ofEpochMilli(at.applyAsLong(row)), zone)));
    }
}
