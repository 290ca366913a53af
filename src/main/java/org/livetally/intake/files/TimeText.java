package org.livetally.intake.files;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.tables.Cell;

/**
 * Reads times: year, month and day in this order, since nobody can tell {@code 5/1} from {@code 1/5}.
 *
 * @param zone of times that name none
 * @param usual the time of dates without one; null if those are refused
 */
record TimeText(ZoneId zone, @Nullable LocalTime usual) {
    private static final String CLOCK =
            "(?:[T\\s]*(?<h>\\d{1,2})[:时](?<m>\\d{1,2})(?:[:分](?<s>\\d{1,2})(?:[.,](?<f>\\d{1,9}))?)?[分秒]?)?";
    private static final String OFFSET = "\\s*(?<z>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?";
    private static final Pattern SEPARATED = Pattern.compile(
            "(?<y>\\d{4})(?:[-/.](?<mo>\\d{1,2})[-/.](?<d>\\d{1,2})|年(?<mo2>\\d{1,2})月(?<d2>\\d{1,2})日?)" + CLOCK
                    + OFFSET);
    private static final Pattern JOINED =
            Pattern.compile("(?<y>\\d{4})(?<mo>\\d{2})(?<d>\\d{2})(?:(?<h>\\d{2})(?<m>\\d{2})(?<s>\\d{2}))?");
    private static final Pattern JOINED_DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?=\\s+\\d{1,2}:)");

    /** Epoch milliseconds. */
    long read(Row row, Field field) throws BadCell {
        Cell cell = row.cell(field);
        String text = Row.plain(cell.text());
        Matcher joined = JOINED.matcher(text);
        if (cell.isNumber() && !joined.matches()) {
            return ofSerial(cell, field);
        }
        try {
            if (joined.matches()) {
                return joined(joined, field);
            }
            Matcher parts = SEPARATED.matcher(JOINED_DATE.matcher(text).replaceFirst("$1-$2-$3"));
            if (parts.matches()) {
                return separated(parts, field);
            }
        } catch (DateTimeException e) {
            throw bad(field, text);
        }
        throw bad(field, text);
    }

    private long ofSerial(Cell cell, Field field) throws BadCell {
        LocalDateTime time = cell.time();
        if (time == null) {
            throw bad(field, cell.text());
        }
        boolean dateOnly = cell.isWhole() && cell.kind() != Cell.Kind.TIME;
        return epoch(time.toLocalDate(), dateOnly ? null : time.toLocalTime(), null, field);
    }

    private long joined(Matcher parts, Field field) throws BadCell {
        LocalTime time = parts.group("h") == null
                ? null
                : LocalTime.of(number(parts, "h"), number(parts, "m"), number(parts, "s"));
        LocalDate date = LocalDate.of(number(parts, "y"), number(parts, "mo"), number(parts, "d"));
        return epoch(date, time, null, field);
    }

    private long separated(Matcher parts, Field field) throws BadCell {
        boolean chinese = parts.group("mo") == null;
        LocalDate date = LocalDate.of(
                number(parts, "y"), number(parts, chinese ? "mo2" : "mo"), number(parts, chinese ? "d2" : "d"));
        String fraction = parts.group("f");
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        LocalTime time = parts.group("h") == null
                ? null
                : LocalTime.of(number(parts, "h"), number(parts, "m"), number(parts, "s"), nanos);
        return epoch(date, time, parts.group("z"), field);
    }

    private static int number(Matcher parts, String name) {
        String digits = parts.group(name);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private long epoch(LocalDate date, @Nullable LocalTime given, @Nullable String offset, Field field) throws BadCell {
        LocalTime time = given == null ? usual : given;
        if (time == null) {
            throw new BadCell(field, Rule.IMPORT_DATE_ONLY.reason());
        }
        ZoneId of = offset == null
                ? zone
                : offset.startsWith("+") || offset.startsWith("-")
                        ? ZoneOffset.of(
                                offset.contains(":") ? offset : offset.substring(0, 3) + ":" + offset.substring(3))
                        : ZoneOffset.UTC;
        return date.atTime(time).atZone(of).toInstant().toEpochMilli();
    }

    private static BadCell bad(Field field, String given) {
        return given.isEmpty()
                ? new BadCell(field, Rule.MISSING.reason())
                : new BadCell(field, Rule.IMPORT_TIME.reason(Row.echo(given)));
    }
}
