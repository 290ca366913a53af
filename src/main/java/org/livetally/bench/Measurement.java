package org.livetally.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * One figure of the report.
 *
 * @param name what was measured
 * @param against the baseline; empty if the figure is absolute
 * @param ours the server's result of each round
 * @param theirs the baseline's result of the same round; all 1 if the figure is absolute
 * @param unit of both
 * @param marks what it is held to
 * @param remark what a reader must know; empty if nothing
 */
record Measurement(
        String name, String against, double[] ours, double[] theirs, String unit, Marks marks, String remark) {

    /** A figure without a baseline. */
    static Measurement absolute(String name, double[] values, String unit, Marks marks, String remark) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        return new Measurement(name, "", values, ones, unit, marks, remark);
    }

    /** The median over the rounds of ours divided by theirs. */
    double ratio() {
        double[] ratios = new double[ours.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours[i] / theirs[i];
        }
        return median(ratios);
    }

    boolean reachesBar() {
        return marks.barReached(ratio());
    }

    boolean reachesAim() {
        return marks.aimReached(ratio());
    }

    /** Whether a run with this figure may be good. */
    boolean isGood() {
        return marks.allows(ratio());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    static final String HEAD = String.format(
            Locale.ROOT, "%-58s %14s %14s %7s  %-15s %s", "figure", "Livetally", "against", "ratio", "bar", "(aim)");

    String line() {
        return String.format(
                        Locale.ROOT,
                        "%-58s %14s %14s %7.2f  %s  %s",
                        name,
                        amount(median(ours)),
                        against.isEmpty() ? "" : amount(median(theirs)),
                        ratio(),
                        marks.line(ratio()),
                        remark)
                .stripTrailing();
    }

    private String amount(double value) {
        String number =
                value >= 1_000 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.2f", value);
        return number + " " + unit;
    }
}
