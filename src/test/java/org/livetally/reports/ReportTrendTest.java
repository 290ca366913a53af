package org.livetally.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.livetally.reports.ReportTrend.Point;

/** Trends are by the minute, the hour or the day, as long as they are. */
final class ReportTrendTest {
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata"); // half an hour off
    private final Map<String, Long> minutes = new HashMap<>();

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    private void sold(String time, long gmv) {
        minutes.put(at(time) + ":gmv", gmv);
        minutes.put(at(time) + ":orders", 1L);
    }

    @Test
    void aDayIsByTheMinute() {
        sold("2026-01-01T10:00:00Z", 500);
        sold("2026-01-02T09:59:00Z", 300);
        minutes.put(at("2026-01-01T11:00:00Z") + ":likes", 9L);

        assertEquals(
                new ReportTrend(
                        ChronoUnit.MINUTES,
                        List.of(
                                new Point(at("2026-01-01T10:00:00Z"), 500, 1),
                                new Point(at("2026-01-02T09:59:00Z"), 300, 1))),
                ReportTrend.of(minutes, KOLKATA));
    }

    @Test
    void moreIsByTheHourOfTheZone() {
        sold("2026-01-01T10:00:00Z", 500);
        sold("2026-01-01T10:29:00Z", 1);
        sold("2026-01-01T10:31:00Z", 40);
        sold("2026-01-02T10:00:00Z", 300);

        assertEquals(
                new ReportTrend(
                        ChronoUnit.HOURS,
                        List.of(
                                new Point(at("2026-01-01T09:30:00Z"), 501, 2),
                                new Point(at("2026-01-01T10:30:00Z"), 40, 1),
                                new Point(at("2026-01-02T09:30:00Z"), 300, 1))),
                ReportTrend.of(minutes, KOLKATA));
    }

    @Test
    void monthsAreByTheDayOfTheZone() {
        sold("2026-01-01T18:29:00Z", 500); // a minute before midnight
        sold("2026-01-01T18:30:00Z", 40);
        sold("2026-03-10T00:00:00Z", 300);

        assertEquals(
                new ReportTrend(
                        ChronoUnit.DAYS,
                        List.of(
                                new Point(at("2025-12-31T18:30:00Z"), 500, 1),
                                new Point(at("2026-01-01T18:30:00Z"), 40, 1),
                                new Point(at("2026-03-09T18:30:00Z"), 300, 1))),
                ReportTrend.of(minutes, KOLKATA));
    }
}
