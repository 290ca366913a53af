package org.livetally.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the cost of one unit changes with their number. Flat or falling is linear growth or better.
 *
 * @param name what grows
 * @param unit what is counted at each point
 * @param cost what a unit costs
 * @param most how many times the cost at the first point any other may be, for noise and for what does not amortize any more
 * @param counts the points, rising
 * @param costs microseconds of CPU a unit at each
 */
record Growth(String name, String unit, String cost, double most, double[] counts, double[] costs) {
    /** Whether no unit costs much more than at the smallest count. */
    boolean isLinear() {
        for (double one : costs) {
            if (one > costs[0] * most) {
                return false;
            }
        }
        return true;
    }

    String line() {
        String points = IntStream.range(0, counts.length)
                .mapToObj(i -> String.format(Locale.ROOT, "%,.0f: %.2f", counts[i], costs[i]))
                .collect(Collectors.joining("   "));
        return String.format(
                Locale.ROOT,
                "%-10s %s   (%s)   %s",
                name,
                isLinear() ? "linear or better" : "GROWS FASTER",
                cost,
                points);
    }
}
