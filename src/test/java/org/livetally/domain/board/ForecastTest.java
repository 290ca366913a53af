package org.livetally.domain.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.livetally.domain.Integers;
import org.livetally.domain.board.Trend.Minute;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Total;

/** What a forecast says, and of what it says nothing; how often it is right is in {@link ForecastBackTest}. */
final class ForecastTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** 2022-01-01 in Shanghai. */
    private static final long NEW_YEAR = 1_640_966_400_000L;

    @Test
    void theLowestIsWhatIsPaidAndTheExpectedIsBetweenTheOthers() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            long most = random.nextBoolean() ? 1_000 : Integers.MAX_EXACT / 200;
            List<Minute> minutes = new ArrayList<>();
            for (int m = random.nextInt(3); m < 100; m += 1 + random.nextInt(40)) {
                minutes.add(new Minute(m * MINUTE, (long) (random.nextDouble() * most), 1 + random.nextInt(9), 0));
            }
            long gmv = minutes.stream().mapToLong(Minute::gmv).sum() + random.nextInt(5);
            long goal = (long) (random.nextDouble() * 3 * gmv) + 1;
            long now = 1L + random.nextInt((int) (100 * MINUTE));
            long end = now + 1 + random.nextInt((int) (300 * MINUTE));

            Forecast made = Forecast.of(stream("UTC", 0L, end), now, goal, tallies(gmv, minutes, List.of()));

            if (made != null) {
                assertTrue(gmv <= made.low() && made.low() <= made.amount(), made::toString);
                assertTrue(made.amount() <= made.high() && made.high() <= Integers.MAX_EXACT, made::toString);
                assertEquals(gmv < goal && goal <= made.amount(), made.at() != null, made::toString);
                assertTrue(made.at() == null || (now <= made.at() && made.at() <= end), made::toString);
            }
        }
    }

    @Test
    void itIsSurerTheMoreOfTheStreamIsOver() {
        List<Minute> steady = new ArrayList<>();
        for (int m = 0; m < 60; m++) {
            steady.add(new Minute(m * MINUTE, 1_000, 10, 0));
        }
        long before = Long.MAX_VALUE;
        for (int m = 10; m < 60; m += 10) {
            Forecast made = Forecast.of(
                    stream("UTC", 0L, HOUR), m * MINUTE, 60_000, tallies(m * 1_000L, steady.subList(0, m), List.of()));
            assertNotNull(made);
            assertEquals(60_000, made.amount());
            assertEquals(HOUR, made.at(), "as planned");
            assertTrue(made.high() - made.low() < before, made::toString);
            before = made.high() - made.low();
        }
    }

    /** Orders of before the start were typed in. They count, but they tell nothing of the pace. */
    @Test
    void whatWasPaidBeforeTheStartIsNoPace() {
        Minute early = new Minute(-DAY, 5_000, 9, 0);
        Minute late = new Minute(HOUR / 2, 1_000, 1, 0);

        assertNull(Forecast.of(stream("UTC", 0L, 2 * HOUR), HOUR, 9, tallies(5_000, List.of(early), List.of())));
        Forecast made =
                Forecast.of(stream("UTC", 0L, 2 * HOUR), HOUR, 9, tallies(6_000, List.of(early, late), List.of()));
        assertNotNull(made);
        assertEquals(7_000, made.amount());
    }

    @Test
    void whatIsLongerThanATrendIsForecastByItsDays() {
        List<RankedName> days = new ArrayList<>();
        for (int day = 1; day <= 4; day++) {
            days.add(day("2022-01-0" + day, day == 2 ? 3_000 : 1_000));
        }
        days.add(day("2021-12-31", 70_000)); // before the start, in Shanghai

        BoardTallies tallies = tallies(76_000, full(), days);
        Forecast made = Forecast.of(
                stream("Asia/Shanghai", NEW_YEAR, NEW_YEAR + 16 * DAY), NEW_YEAR + 4 * DAY, 100_000, tallies);
        assertNotNull(made);
        assertEquals(76_000 + 6_000 / 4 * 12, made.amount());
        assertNull(made.at());

        Forecast untold = Forecast.of(
                stream("Asia/Shanghai", NEW_YEAR, NEW_YEAR + 16 * DAY),
                NEW_YEAR + 4 * DAY,
                100_000,
                tallies(6_000, full(), List.of())); // of a version that did not count days
        assertNotNull(untold);
        assertEquals(made.amount() - 70_000, untold.amount());
    }

    /** A board shows the newest days only, and those before them no longer tell of its pace. */
    @Test
    void whatIsLongerThanTheDaysShownIsForecastByThese() {
        List<RankedName> days = new ArrayList<>();
        for (int day = 0; day < 50; day++) {
            days.add(day(LocalDate.of(2022, 4, 10).minusDays(day).toString(), 1_000));
        }
        long now = NEW_YEAR + 100 * DAY; // the end of 10 April

        Forecast made =
                Forecast.of(stream("Asia/Shanghai", NEW_YEAR, now + 10 * DAY), now, 1, tallies(900_000, full(), days));

        assertNotNull(made);
        assertEquals(910_000, made.amount());
    }

    /** A trend of which older minutes are missing. */
    private static List<Minute> full() {
        List<Minute> minutes = new ArrayList<>();
        for (int m = 0; m < Board.TREND_MINUTES; m++) {
            minutes.add(new Minute(NEW_YEAR + 3 * DAY + m * MINUTE, 1, 1, 0));
        }
        return minutes;
    }

    private static RankedName day(String date, long gmv) {
        return new RankedName(date, null, null, measure -> measure == Measure.GMV ? gmv : 0);
    }

    private static BoardStream stream(String timezone, @Nullable Long startedAt, @Nullable Long endsAt) {
        return new BoardStream(BoardId.ofStream("s"), "", "live", "CNY", timezone, startedAt, endsAt, null, false);
    }

    static BoardTallies tallies(long gmv, List<Minute> minutes, List<RankedName> days) {
        long orders = minutes.stream().mapToLong(Minute::orders).sum();
        Map<Dimension, Ranking> rankings = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            rankings.put(dimension, new Ranking(dimension == Dimension.DAYS ? days : List.of()));
        }
        return new BoardTallies(
                new BoardTotals(total -> total == Total.GMV ? gmv : total == Total.ORDERS ? orders : 0),
                new BoardAudience(0, 0, 0L, 0L, 0, Map.of()),
                rankings,
                new Trend(minutes));
    }
}
