package org.livetally.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.livetally.domain.tally.MinuteMeasure;

/**
 * What was paid over time: by the minute, or if that were more than a day by the hour, or by the day.
 *
 * @param by the step
 * @param points steps in which something was paid, oldest first
 */
record ReportTrend(ChronoUnit by, List<Point> points) {
    /** So many steps are drawn from the first to the last. */
    private static final long MAX_STEPS = 1_440;

    private static final Map<ChronoUnit, String> NAMES = Map.of(
            ChronoUnit.MINUTES, "minute",
            ChronoUnit.HOURS, "hour",
            ChronoUnit.DAYS, "day");

    ReportTrend {
        points = List.copyOf(points);
    }

    /**
     * What was paid in a step.
     *
     * @param at its first epoch millisecond
     * @param gmv minor units
     */
    record Point(long at, long gmv, long orders) {
        Point plus(Point same) {
            return new Point(at, gmv + same.gmv, orders + same.orders);
        }
    }

    /**
     * The trend of these minutes.
     *
     * @param minutes as Redis names them: {@code <first epoch ms>:<measure>}
     * @param zone whose days and hours they are
     */
    static ReportTrend of(Map<String, Long> minutes, ZoneId zone) {
        NavigableMap<Long, Point> all = new TreeMap<>();
        for (String field : minutes.keySet()) {
            long at = MinuteMeasure.minute(field);
            all.computeIfAbsent(
                    at,
                    minute -> new Point(
                            minute,
                            minutes.getOrDefault(MinuteMeasure.GMV.field(minute), 0L),
                            minutes.getOrDefault(MinuteMeasure.ORDERS.field(minute), 0L)));
        }
        all.values().removeIf(point -> point.gmv == 0 && point.orders == 0);
        if (all.isEmpty()) {
            return new ReportTrend(ChronoUnit.MINUTES, List.of());
        }
        ChronoUnit by = step(all.lastKey() - all.firstKey());
        NavigableMap<Long, Point> steps = new TreeMap<>();
        for (Point point : all.values()) {
            long at = by == ChronoUnit.MINUTES ? point.at : begin(point.at, by, zone);
            steps.merge(at, new Point(at, point.gmv, point.orders), Point::plus);
        }
        return new ReportTrend(by, new ArrayList<>(steps.values()));
    }

    private static ChronoUnit step(long span) {
        if (span < ChronoUnit.MINUTES.getDuration().toMillis() * MAX_STEPS) {
            return ChronoUnit.MINUTES;
        }
        return span < ChronoUnit.HOURS.getDuration().toMillis() * MAX_STEPS ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    }

    private static long begin(long at, ChronoUnit by, ZoneId zone) {
        return Instant.ofEpochMilli(at).atZone(zone).truncatedTo(by).toInstant().toEpochMilli();
    }

    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("trend");
        json.writeStringField("by", Objects.requireNonNull(NAMES.get(by)));
        json.writeArrayFieldStart("points");
        for (Point point : points) {
            json.writeStartObject();
            json.writeNumberField("at", point.at);
            json.writeNumberField("gmv", point.gmv);
            json.writeNumberField("orders", point.orders);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
