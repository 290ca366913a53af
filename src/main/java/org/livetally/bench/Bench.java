package org.livetally.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs the figures and reports them. */
public final class Bench {
    /** Those that leave little behind first. */
    private static final List<Figure> FIGURES = List.of(
            new StartUp(),
            new DurableOrders(),
            new QuietBoards(),
            new BusyBoard.Latency(),
            new BusyBoard.Stalled(),
            new Likes(),
            new FanOut(),
            new IdleScreens(),
            new IdleStreams());

    private Bench() {}

    /** The names of the figures. */
    public static List<String> ids() {
        return FIGURES.stream().map(Figure::id).toList();
    }

    /**
     * Measures, and prints a table.
     *
     * @param only the ids of the figures to measure
     * @param rounds of each figure
     * @return whether every bar was reached and the audits found no difference
     */
    public static boolean run(PrintWriter out, List<String> only, int rounds) throws Exception {
        List<Row> rows = new ArrayList<>();
        int differences;
        try (Lab lab = new Lab(out, rounds)) {
            for (Figure figure : FIGURES) {
                if (only.contains(figure.id())) {
                    lab.say("%s", figure.id());
                    long start = System.nanoTime();
                    rows.addAll(figure.measure(lab));
                    lab.say("  %.0f s", (System.nanoTime() - start) / 1e9);
                }
            }
            differences = lab.audit();
        }
        out.println();
        rows.forEach(row -> out.println(row.line()));
        out.printf(Locale.ROOT, "audit: %d differences%n", differences);
        out.flush();
        return differences == 0 && rows.stream().allMatch(row -> row.reaches(row.bar()));
    }
}
