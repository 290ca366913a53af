package org.livetally.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * One figure of the report.
 *
 * @param name what was measured
 * @param against the baseline
 * @param ours the server's result of each round
 * @param theirs the baseline's result of the same round; all 1 if the figure is not a ratio
 * @param unit of both
 * @param bar what the figure must reach
 * @param aim what it should reach
 * @param more whether more is better
 * @param remark what a reader must know; empty if nothing
 */
record Measurement(
        String name,
        String against,
        double[] ours,
        double[] theirs,
        String unit,
        double bar,
        double aim,
        boolean more,
        String remark) {

    /** The median over the rounds of ours divided by theirs. */
    double ratio() {
        double[] ratios = new double[ours.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours[i] / theirs[i];
        }
        return median(ratios);
    }

    boolean reaches(double mark) {
        double ratio = ratio();
        return more ? ratio >= mark : ratio <= mark;
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
                        "%-58s %14s %14s %7.2f  %s %-5s %-6s (%s)  %s",
                        name,
                        amount(median(ours)),
                        against.isEmpty() ? "" : amount(median(theirs)),
                        ratio(),
                        more ? ">=" : "<=",
                        plain(bar),
                        reaches(bar) ? "ok" : "MISSED",
                        plain(aim),
                        remark)
                .stripTrailing();
    }

    private String amount(double value) {
        String number =
                value >= 1_000 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.2f", value);
        return number + " " + unit;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
