package org.livetally.bench;

import java.util.Locale;

/**
 * What a figure is held to. Only a figure that says the same on a slow machine is judged, so that the exit code does not
 * depend on the machine: a ratio inside the run, or bytes. The marks of a time are those of the machine that
 * docs/performance.md names: they are printed, and nothing follows from them.
 *
 * @param more whether more is better
 * @param bar what the figure must reach
 * @param aim what it should reach
 * @param judged whether a run is bad that misses the bar
 */
record Marks(boolean more, double bar, double aim, boolean judged) {
    static Marks atLeast(double bar, double aim) {
        return new Marks(true, bar, aim, true);
    }

    static Marks atMost(double bar, double aim) {
        return new Marks(false, bar, aim, true);
    }

    /** The same, but only printed. */
    Marks printed() {
        return new Marks(more, bar, aim, false);
    }

    boolean barReached(double value) {
        return reached(value, bar);
    }

    boolean aimReached(double value) {
        return reached(value, aim);
    }

    /** Whether a run with this value may be good. */
    boolean allows(double value) {
        return !judged || barReached(value);
    }

    private boolean reached(double value, double mark) {
        return more ? value >= mark : value <= mark;
    }

    String line(double value) {
        String outcome = barReached(value) ? "ok" : judged ? "MISSED" : "missed";
        return String.format(
                Locale.ROOT,
                "%s %-5s %-6s (%s)%s",
                more ? ">=" : "<=",
                plain(bar),
                outcome,
                plain(aim),
                judged ? "" : "  printed only");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
