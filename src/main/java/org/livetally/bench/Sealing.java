package org.livetally.bench;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the continuous audit takes of a core beside as many orders as the server records, when it is always behind them. */
final class Sealing implements Benchmark {
    /** Of the audit: its first second is free, and the server notices some seconds later that a stream is live. */
    private static final double WARM_UP_CPU_S = 1.2;

    private static final int MAX_WARM_UPS = 60;
    /** Until then a part of each second is enough for it to stay behind, and there is less to audit in the end. */
    private static final int PART = 4;

    private static final int MS = 1_000;
    private static final double ROUND_S = 4;
    private static final Pattern CPU = Pattern.compile("(?m)^livetally_audit_cpu_seconds_total(?:\\{\\})? (\\S+)");
    private static final Pattern BEHIND = Pattern.compile("(?m)^livetally_audit_behind_messages\\{.*} (\\S+)");
    private static final double BAR = 5;
    private static final double AIM = 4.2;

    @Override
    public String id() {
        return "audit";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer server = environment.another();
        String stream = environment.stream(id());
        Producers producers = environment.producers(server, new BenchOrders(stream));
        long rate = producers.warmUp(1);
        for (int i = 0; cpuSeconds(server) < WARM_UP_CPU_S; i++) {
            if (i == MAX_WARM_UPS) {
                throw new BenchException("the audit does not come on");
            }
            producers.send(rate / PART);
            environment.client().pause(MS - MS / PART);
        }
        int rounds = environment.rounds();
        double[] percent = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            double before = cpuSeconds(server);
            long since = System.nanoTime();
            long count = (long) (rate * ROUND_S);
            long took = producers.send(count);
            double cpu = cpuSeconds(server) - before;
            double seconds = (System.nanoTime() - since) / 1e9;
            percent[round] = 100 * cpu / seconds;
            environment.say(
                    "  round %d: %.2f %% of a core beside %,.0f orders/s; %,.0f messages are not audited yet",
                    round + 1, percent[round], count / (took / 1e9), figure(BEHIND, server));
        }
        return List.of(Measurement.absolute(
                "continuous audit beside saturated orders, of a core", percent, "%", Marks.atMost(BAR, AIM), ""));
    }

    /** What the audit has taken of its core so far. */
    static double cpuSeconds(BenchServer server) {
        return figure(CPU, server);
    }

    private static double figure(Pattern metric, BenchServer server) {
        Matcher line = metric.matcher(Objects.requireNonNull(server.tryToGet("metrics"), "no metrics"));
        if (!line.find()) {
            throw new BenchException("no " + metric + " in /metrics");
        }
        return Double.parseDouble(line.group(1));
    }
}
