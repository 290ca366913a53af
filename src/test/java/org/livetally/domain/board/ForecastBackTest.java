package org.livetally.domain.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.livetally.domain.board.SalesLaws.Course;
import org.livetally.domain.tally.Measure;
import org.livetally.scenario.events.Naqu4500m;
import org.livetally.scenario.events.Scenarios;

/**
 * How often GMV ends within the interval of its forecast: over streams that sell by laws which the forecast does not
 * know, and over the scenarios. Prints the table of docs/architecture.md.
 */
final class ForecastBackTest {
    private static final int STREAMS = 500;
    /** Forecasts are made after each tenth of a stream. */
    private static final int TENTHS = 10;

    private static final LocalDate START = LocalDate.of(2022, 1, 1);
    private static final long FROM =
            START.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

    /** What became of the forecasts of some streams. */
    private static final class Score {
        int made;
        int within;
        double width;
        double error;

        void add(Forecast forecast, long end) {
            made++;
            within += forecast.low() <= end && end <= forecast.high() ? 1 : 0;
            width += (double) (forecast.high() - forecast.low()) / end;
            error += (double) Math.abs(forecast.amount() - end) / end;
        }

        double coverage() {
            return (double) within / made;
        }

        String row(String name) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %.0f %% | %.0f %% | %.0f %% |",
                    name,
                    100 * coverage(),
                    100 * width / made,
                    100 * error / made);
        }
    }

    @Test
    void aboutFourOfFiveStreamsEndWithinTheirInterval() {
        Random random = new Random(14);
        double sum = 0;
        System.out.println("ForecastBackTest: | the pace of a stream | within | width | error |");
        for (SalesLaws law : SalesLaws.values()) {
            Score score = new Score();
            for (int i = 0; i < STREAMS; i++) {
                add(law.course(random), score);
            }
            System.out.println("ForecastBackTest: " + score.row(law.words()));
            sum += score.coverage();
        }
        double mean = sum / SalesLaws.values().length;
        System.out.printf(Locale.ROOT, "ForecastBackTest: | mean of these | %.0f %% | | |%n", 100 * mean);
        assertEquals(0.8, mean, 0.05);
    }

    @Test
    void theForecastsOfTheScenarios() {
        for (String name : Scenarios.names()) {
            Score score = new Score();
            Scenarios.of(name).streams().forEach(stream -> add(SalesLaws.course(stream), score));
            if (score.made > 0) {
                System.out.println("ForecastBackTest: " + score.row("`" + name + "`"));
            }
            // a third of its GMV comes in its last six minutes, which no pace tells
            assertTrue(!name.equals(Naqu4500m.ID) || score.coverage() > 0.5, () -> name + ": " + score.coverage());
        }
    }

    private static void add(Course course, Score score) {
        long end = course.gmv(course.length());
        for (int tenth = 1; tenth < TENTHS; tenth++) {
            int steps = course.length() * tenth / TENTHS;
            Forecast forecast = forecast(course, steps);
            if (forecast != null) {
                score.add(forecast, end);
            }
        }
    }

    private static @Nullable Forecast forecast(Course course, int steps) {
        BoardStream stream = new BoardStream(
                BoardId.ofStream("s"),
                "",
                "live",
                "CNY",
                "UTC",
                FROM,
                FROM + course.length() * course.stepMs(),
                null,
                false);
        return Forecast.of(stream, FROM + steps * course.stepMs(), Long.MAX_VALUE, tallies(course, steps));
    }

    /** As a board has them: the newest minutes, and days. */
    private static BoardTallies tallies(Course course, int steps) {
        List<Trend.Minute> minutes = new ArrayList<>();
        List<RankedName> days = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            long gmv = course.gmv()[i];
            if (course.ofDays()) {
                days.add(new RankedName(START.plusDays(i).toString(), null, null, m -> m == Measure.GMV ? gmv : 0));
            } else if (gmv > 0) {
                minutes.add(new Trend.Minute(FROM + i * course.stepMs(), gmv, course.orders()[i], 0));
            }
        }
        while (course.ofDays() && minutes.size() < Board.TREND_MINUTES) {
            minutes.add(new Trend.Minute(FROM + minutes.size(), 1, 1, 1)); // of which older ones are missing
        }
        return ForecastTest.tallies(course.gmv(steps), minutes, days);
    }
}
