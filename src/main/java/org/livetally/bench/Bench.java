package org.livetally.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures the figures and reports them. */
public final class Bench {
    private static final List<Benchmark> FIGURES = List.of(
            new StartUp(),
            new DurableOrders(),
            new BusyStreams(),
            new StoredOrders(),
            new HotStock(),
            new Sealing(),
            new QuietBoards(),
            new BusyBoard.Latency(),
            new BusyBoard.Stalled(),
            new Likes(),
            new Hooks(),
            new FanOut(),
            new IdleScreens(),
            new IdleStreams(),
            new FollowedStreams());

    /** What replicas and shards cost, which takes some minutes. */
    private static final List<Benchmark> LONG = List.of(new Shards(), new ReplicaAcks());

    private Bench() {}

    /**
     * What to measure.
     *
     * @param figures ids of figures
     * @param rounds of each figure
     * @param url of a running server; null to start servers
     * @param token of an operator of that server, or empty
     * @param json file to write the measurements to, if any
     * @param html file to write a report with charts to, if any
     */
    public record Options(
            List<String> figures,
            int rounds,
            @Nullable URI url,
            String token,
            @Nullable Path json,
            @Nullable Path html) {}

    /** The ids of all figures, those of growth last. */
    public static List<String> ids() {
        List<String> ids = new ArrayList<>(quickIds());
        LONG.forEach(benchmark -> ids.add(benchmark.id()));
        ids.addAll(GrowthLines.ids());
        return List.copyOf(ids);
    }

    /** The ids of the figures with a bar. */
    public static List<String> quickIds() {
        return FIGURES.stream().map(Benchmark::id).toList();
    }

    /** The ids of the figures that only look at sockets. */
    public static List<String> remoteIds() {
        return FIGURES.stream()
                .filter(benchmark -> !benchmark.needsOwnServer())
                .map(Benchmark::id)
                .toList();
    }

    /**
     * Measures, and prints a table.
     *
     * @return whether every bar was reached and the audits found no difference
     */
    public static boolean run(PrintWriter out, Options options) throws IOException {
        Report report = new Report();
        try (BenchEnvironment environment =
                new BenchEnvironment(out, options.rounds(), options.url(), options.token())) {
            if (!environment.isRemote()) {
                report.disk(environment.disk());
                environment.say("disk: %s", environment.disk().line());
            }
            List<Benchmark> all = new ArrayList<>(FIGURES);
            all.addAll(LONG);
            for (Benchmark benchmark : all) {
                if (options.figures().contains(benchmark.id())) {
                    environment.say("%s", benchmark.id());
                    measure(benchmark, environment, report);
                }
            }
            for (String line : GrowthLines.ids()) {
                if (options.figures().contains(line)) {
                    environment.say("%s", line);
                    report.add(new GrowthLines(environment).measure(line));
                    environment.endFigure();
                }
            }
            if (environment.isRemote()) {
                environment.say("The streams bench-… stay on the server: audit them there.");
            } else {
                int differences = environment.audit();
                report.audited();
                environment.say("audit: %d differences", differences);
                if (differences > 0) {
                    report.fault(differences + " tallies differ from the ledger");
                }
            }
        }
        report.print(out);
        if (options.json() != null) {
            report.writeJson(options.json());
        }
        if (options.html() != null) {
            report.writeHtml(options.html());
            out.println("Report: " + options.html().toAbsolutePath());
            out.flush();
        }
        return report.isGood();
    }

    private static void measure(Benchmark benchmark, BenchEnvironment environment, Report report) throws IOException {
        long start = System.nanoTime();
        try {
            report.add(benchmark.measure(environment));
        } catch (InvalidRunException e) {
            report.fault(benchmark.id() + " " + e.getMessage());
        }
        environment.endFigure();
        environment.say("  %.0f s", (System.nanoTime() - start) / 1e9);
    }
}
