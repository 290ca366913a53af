package org.livetally.domain.board;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.livetally.scenario.StreamScript;

/**
 * Laws by which streams sell: how many orders a minute are expected at each part of the time. Orders come independently
 * of each other; their values differ much (log-normal, sigma 0.8).
 */
enum SalesLaws {
    CONSTANT("constant, 0.3 to 40 orders a minute") {
        @Override
        double[] rates(int length, Random random) {
            return over(length, pick(random, 0.3, 2, 10, 40), part -> 1);
        }
    },
    UP("rises steadily, to 1.5 to 5.7 times") {
        @Override
        double[] rates(int length, Random random) {
            double first = 0.3 + 0.5 * random.nextDouble();
            return over(length, pick(random, 1, 5, 20), part -> first + 2 * (1 - first) * part);
        }
    },
    DOWN("falls steadily, by as much") {
        @Override
        double[] rates(int length, Random random) {
            double last = 0.3 + 0.5 * random.nextDouble();
            return over(length, pick(random, 1, 5, 20), part -> last + 2 * (1 - last) * (1 - part));
        }
    },
    BURSTS("bursts, at random about every 8 minutes") {
        @Override
        double[] rates(int length, Random random) {
            double[] rates = over(length, 1, part -> 1);
            for (double at = between(random, 8); at < length; at += between(random, 8)) {
                wave(rates, at, 1 + 5 * random.nextDouble());
            }
            double scale = pick(random, 1, 5);
            return Arrays.stream(rates).map(rate -> rate * scale).toArray();
        }
    },
    PRESENTATIONS("presentations one after the other, and a closing rush") {
        @Override
        double[] rates(int length, Random random) {
            double[] rates = over(length, 5, part -> 1);
            for (double at = 3; at < 0.88 * length; at += length / 14.0) {
                wave(rates, at, 5 + 14 * random.nextDouble());
            }
            wave(rates, 0.91 * length, 18);
            return rates;
        }
    },
    WANDERS("wanders, as if at random") {
        @Override
        double[] rates(int length, Random random) {
            double[] rates = new double[length];
            double level = 0.5 * random.nextGaussian();
            for (int i = 0; i < length; i++) {
                rates[i] = 8 * StrictMath.exp(level);
                level = 0.97 * level + 0.12 * random.nextGaussian();
            }
            return rates;
        }
    },
    EVENING("a peak of 5 times at 55 to 85 % of the time") {
        @Override
        double[] rates(int length, Random random) {
            double peak = 0.55 + 0.3 * random.nextDouble();
            return over(length, pick(random, 2, 10), part -> {
                double away = (part - peak) / 0.18;
                return 0.4 + 1.6 * StrictMath.exp(-away * away);
            });
        }
    },
    DAYS("30 days: weekends, better and worse days, a trend") {
        @Override
        double[] rates(int length, Random random) {
            double last = 0.7 + 0.8 * random.nextDouble();
            double scale = pick(random, 3, 30);
            double[] rates = new double[30];
            for (int i = 0; i < rates.length; i++) {
                double trend = 1 + (last - 1) * i / rates.length;
                rates[i] = scale * trend * (i % 7 >= 5 ? 1.5 : 1) * StrictMath.exp(0.25 * random.nextGaussian());
            }
            return rates;
        }
    };

    private static final long MINUTE_MS = 60_000;
    private static final long DAY_MS = 86_400_000;
    private static final int[] LENGTHS = {60, 120, 240};

    private final String words;

    SalesLaws(String words) {
        this.words = words;
    }

    /**
     * What a stream sold, step by step.
     *
     * @param stepMs a minute or a day, in milliseconds
     * @param gmv of each step, in minor units
     * @param orders of each step
     */
    record Course(long stepMs, long[] gmv, long[] orders) {
        int length() {
            return gmv.length;
        }

        boolean ofDays() {
            return stepMs == DAY_MS;
        }

        long gmv(int steps) {
            return Arrays.stream(gmv, 0, steps).sum();
        }

        long orders(int steps) {
            return Arrays.stream(orders, 0, steps).sum();
        }
    }

    String words() {
        return words;
    }

    /** The expected orders of each step. */
    abstract double[] rates(int length, Random random);

    /** One stream that sells by this law. */
    Course course(Random random) {
        double[] rates = rates(LENGTHS[random.nextInt(LENGTHS.length)], random);
        Course course = new Course(this == DAYS ? DAY_MS : MINUTE_MS, new long[rates.length], new long[rates.length]);
        for (int i = 0; i < rates.length; i++) {
            for (double at = between(random, 1); at < rates[i]; at += between(random, 1)) {
                course.gmv[i] += (long) (20_000 * StrictMath.exp(0.8 * random.nextGaussian()));
                course.orders[i]++;
            }
        }
        return course;
    }

    /** What a stream of a scenario sold, by minute, or by day if it is longer than a trend. */
    static Course course(StreamScript stream) {
        long step = stream.length() <= Board.TREND_MINUTES * MINUTE_MS ? MINUTE_MS : DAY_MS;
        int steps = (int) ((stream.length() + step - 1) / step);
        Course course = new Course(step, new long[steps], new long[steps]);
        stream.orders().forEach(order -> {
            int at = (int) Math.min(steps - 1, order.at() / step);
            course.gmv[at] += order.amount();
            course.orders[at]++;
        });
        return course;
    }

    private static double[] over(int length, double scale, DoubleUnaryOperator rate) {
        double[] rates = new double[length];
        Arrays.setAll(rates, i -> scale * rate.applyAsDouble((i + 0.5) / length));
        return rates;
    }

    /** Rises at once, and fades within minutes. */
    private static void wave(double[] rates, double at, double height) {
        for (int i = (int) Math.ceil(at); i < rates.length; i++) {
            rates[i] += height * StrictMath.exp(-(i - at) / 2.5);
        }
    }

    /** The time between two events that come independently of each other. */
    private static double between(Random random, double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    private static double pick(Random random, double... from) {
        return from[random.nextInt(from.length)];
    }
}
