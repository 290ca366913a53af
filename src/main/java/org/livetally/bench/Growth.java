package org.livetally.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the cost of a unit changes with the number of units. If it is constant or falls, growth is linear or better.
 *
 * @param name what grows
 * @param unit what is counted at each point
 * @param cost what a unit costs
 * @param most maximum ratio of any cost to the first one, which allows for noise and for costs that no longer amortize
 * @param counts the points, increasing
 * @param costs microseconds of CPU per unit at each point
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
