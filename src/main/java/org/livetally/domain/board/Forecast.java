package org.livetally.domain.board;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Total;

/**
 * What GMV is expected to be at the planned end, from the pace so far, with an interval in which it lies four times of
 * five. docs/architecture.md says how it is made and how well it did.
 *
 * @param amount minor units: GMV now, and the average pace since the start for the time that is left
 * @param low minor units, from GMV now to {@code amount}
 * @param high minor units, from {@code amount} to 2^53 - 1
 * @param at epoch milliseconds at which the goal is reached at that pace; null if it is reached, or not by the end
 */
public record Forecast(
        long amount, long low, long high, @Nullable Long at) {
    private static final long MINUTE_MS = 60_000;
    private static final long DAY_MS = 86_400_000;
    /** How many days a board shows, the newest ones. */
    private static final int SHOWN_DAYS = 50;

    /** What the pace of all the time that is left may differ from the pace so far, whatever the blocks say. */
    private static final double PACE_MAY_CHANGE = 0.2;
    /** The normal distribution is above it once in ten times. */
    private static final double NORMAL = 1.282;
    /** The same for Student's t, by its degrees of freedom. */
    private static final double[] STUDENT = {Double.NaN, 3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415};

    /**
     * The forecast for a live board with a planned end; null for others, and as long as nothing is paid since the
     * start.
     *
     * @param now epoch milliseconds
     * @param goal minor units
     */
    static @Nullable Forecast of(BoardStream stream, long now, long goal, BoardTallies tallies) {
        Long from = stream.startedAt();
        Long end = stream.endsAt();
        if (!StreamStatus.LIVE.wire().equals(stream.status())
                || from == null
                || end == null
                || from >= now
                || now >= end) {
            return null;
        }
        SalesPace pace = pace(tallies, from, now, stream.timezone());
        return pace.gmv() == 0 ? null : of(pace, new Times(pace.length(), end - now), now, goal, tallies.totals());
    }

    /** Milliseconds of the pace, and those to the end. */
    private record Times(long elapsed, long left) {
        long ahead(long soFar) {
            return exact(BigInteger.valueOf(soFar).multiply(BigInteger.valueOf(left)), elapsed);
        }

        static long exact(BigInteger product, long divisor) {
            return product.divide(BigInteger.valueOf(divisor))
                    .min(BigInteger.valueOf(Integers.MAX_EXACT))
                    .longValue();
        }
    }

    private static Forecast of(SalesPace pace, Times times, long now, long goal, BoardTotals totals) {
        long gmv = totals.of(Total.GMV);
        long amount = Math.min(Integers.MAX_EXACT, gmv + times.ahead(pace.gmv()));
        double blocks = (double) times.left * pace.size() / times.elapsed;
        double steady = pace.mean() * blocks;
        double trending = Math.max(0, pace.mean() + drift(pace, blocks)) * blocks;
        double spread = Math.hypot(noise(pace, blocks, totals.of(Total.ORDERS)), change(steady, times));
        return new Forecast(
                amount,
                Math.min(amount, gmv + (long) Math.max(0, Math.min(steady, trending) - spread)),
                Math.max(amount, (long) Math.min(Integers.MAX_EXACT, gmv + Math.max(steady, trending) + spread)),
                gmv < goal && goal <= amount ? now + reached(goal - gmv, times.elapsed, pace.gmv()) : null);
    }

    private static long reached(long missing, long elapsed, long paid) {
        return Times.exact(BigInteger.valueOf(missing).multiply(BigInteger.valueOf(elapsed)), paid);
    }

    /**
     * How much more than so far a block has on average, if the line through the blocks goes on for as long as it was
     * seen, and is flat from then on.
     */
    private static double drift(SalesPace pace, double ahead) {
        double goesOn = Math.min(ahead, pace.size());
        return pace.slope() * (pace.size() / 2.0 + (goesOn * goesOn / 2 + goesOn * (ahead - goesOn)) / ahead);
    }

    /**
     * What the blocks to come may differ from their mean so far, and that mean from the true one. Blocks vary by no less
     * than orders that come independently of each other make them.
     */
    private static double noise(SalesPace pace, double ahead, long orders) {
        double all = pace.mean() * pace.size();
        double ofOrders = all * all / Math.max(1, orders) / pace.size();
        double variance = Math.max(pace.variance(), ofOrders);
        return STUDENT[pace.size() - 1] * Math.sqrt(variance * ahead * (1 + ahead / pace.size()));
    }

    /** The later in the stream, the less the pace can still change. */
    private static double change(double ahead, Times times) {
        return NORMAL * PACE_MAY_CHANGE * ahead * Math.sqrt((double) times.left / (times.left + times.elapsed));
    }

    /**
     * By minute, if the trend holds them all, else by the days that the board shows; without either, what was paid is
     * spread evenly.
     */
    private static SalesPace pace(BoardTallies tallies, long from, long now, String timezone) {
        List<Trend.Minute> minutes = tallies.trend().minutes();
        List<RankedName> days = tallies.ranking(Dimension.DAYS).names();
        if (minutes.size() < Board.TREND_MINUTES) {
            SalesPace pace = new SalesPace(from, now, MINUTE_MS);
            minutes.forEach(minute -> pace.add(minute.at(), minute.at() + MINUTE_MS, minute.gmv()));
            return pace;
        }
        ZoneId zone = timezone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(timezone);
        long since = days.size() < SHOWN_DAYS ? from : Math.max(from, oldest(days, zone));
        SalesPace pace = new SalesPace(since, now, DAY_MS);
        for (RankedName day : days) {
            LocalDate date = LocalDate.parse(day.name());
            pace.add(begin(date, zone), begin(date.plusDays(1), zone), day.of(Measure.GMV));
        }
        if (days.isEmpty()) {
            pace.add(from, now, tallies.totals().of(Total.GMV));
        }
        return pace;
    }

    private static long oldest(List<RankedName> days, ZoneId zone) {
        return begin(
                days.stream()
                        .map(RankedName::name)
                        .min(Comparator.naturalOrder())
                        .map(LocalDate::parse)
                        .orElseThrow(),
                zone);
    }

    private static long begin(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
