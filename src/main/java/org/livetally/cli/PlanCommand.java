package org.livetally.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.livetally.capacity.Demand;
import org.livetally.capacity.PlanTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code livetally plan}. */
@Command(
        name = "plan",
        description = {
            "Reckon from measured unit costs how many shards and nodes, and how much memory, disk and network a load"
                    + " takes.",
            "Touches no server. docs/scale.md says what such a plan does not know."
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    private static final double MAX_UTILISATION = 90;

    @Option(
            names = "--orders-per-second",
            paramLabel = "N",
            defaultValue = "583000",
            description = "Over all streams (${DEFAULT-VALUE}).")
    private long ordersPerSecond;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "10000",
            description = "They share the orders evenly (${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--hottest-stream",
            paramLabel = "N",
            description = "Orders a second of the busiest stream (default: as the others).")
    private @Nullable Long hottestStream;

    @Option(
            names = "--screens",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Open at once; 0 for none (${DEFAULT-VALUE}).")
    private long screens;

    @Option(
            names = "--hz",
            paramLabel = "N",
            defaultValue = "10",
            description = "Frames a second of a screen at most (${DEFAULT-VALUE}).")
    private double hz;

    @Option(
            names = "--hours",
            paramLabel = "N",
            defaultValue = "1",
            description = "For how long orders come at that rate before streams are archived (${DEFAULT-VALUE}).")
    private double hours;

    @Option(
            names = "--batch-ms",
            paramLabel = "MS",
            defaultValue = "5",
            description = "How long orders of a stream gather: a round trip to a Redis at work (${DEFAULT-VALUE}).")
    private double batchMs;

    @Option(
            names = "--fsync-us",
            paramLabel = "US",
            defaultValue = "65",
            description = "What an fsync takes on a shard's disk, microseconds (${DEFAULT-VALUE}).")
    private double fsyncMicros;

    @Option(
            names = "--board-nodes",
            paramLabel = "N",
            defaultValue = "2",
            description = "Nodes that share the screens of a stream, as the balancer divides them (${DEFAULT-VALUE}).")
    private int boardNodes;

    @Option(
            names = "--frame-bytes",
            paramLabel = "BYTES",
            defaultValue = "" + Demand.FRAME_BYTES,
            description = "Of an update (${DEFAULT-VALUE}).")
    private int frameBytes;

    @Option(
            names = "--order-bytes",
            paramLabel = "BYTES",
            description = "Of an order in the memory of Redis, above its share of a batch (default: as measured).")
    private @Nullable Integer orderBytes;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of each shard; 0 for none (${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--shard-gb",
            paramLabel = "GB",
            defaultValue = "16",
            description = "Data that a shard may hold (${DEFAULT-VALUE}).")
    private double shardGb;

    @Option(
            names = "--node-cores",
            paramLabel = "N",
            defaultValue = "16",
            description = "Cores of a node (${DEFAULT-VALUE}).")
    private int nodeCores;

    @Option(
            names = "--node-gbit",
            paramLabel = "N",
            defaultValue = "10",
            description = "Network of a node, Gbit/s (${DEFAULT-VALUE}).")
    private double nodeGbit;

    @Option(
            names = "--utilisation",
            paramLabel = "PERCENT",
            defaultValue = "50",
            description = "How much of a core or network is used at most; the rest is for peaks and failures"
                    + " (${DEFAULT-VALUE}).")
    private double utilisation;

    @Option(names = "--costs", description = "Print the unit costs, and where each was measured.")
    private boolean costs;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        check();
        spec.commandLine().getOut().print(costs ? PlanTable.costs() : PlanTable.of(demand()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private void check() {
        for (CommandLine.Model.OptionSpec option : spec.options()) {
            if (option.getValue() instanceof Number number) {
                check(option.longestName(), number.doubleValue());
            }
        }
        require(
                utilisation <= MAX_UTILISATION,
                "--utilisation",
                "at most 90, since machines fail and streams are not even");
        require(hottest() >= ordersPerSecond / streams, "--hottest-stream", "at least what the others have");
        require(hottest() <= ordersPerSecond, "--hottest-stream", "at most --orders-per-second");
    }

    private void check(String option, double value) {
        boolean mayBeZero = option.equals("--screens") || option.equals("--replicas") || option.equals("--fsync-us");
        require(Double.isFinite(value) && value >= 0, option, "a number that is not negative");
        require(mayBeZero || value > 0, option, "above 0");
    }

    private void require(boolean holds, String option, String rule) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), option + " must be " + rule);
        }
    }

    private long hottest() {
        return hottestStream == null ? (ordersPerSecond + streams - 1) / streams : hottestStream;
    }

    private Demand demand() {
        return new Demand(
                (double) ordersPerSecond,
                streams,
                (double) screens,
                (double) hottest(),
                hours,
                hz,
                batchMs,
                fsyncMicros,
                boardNodes,
                frameBytes,
                orderBytes == null ? Demand.ORDER_BYTES : orderBytes,
                replicas,
                shardGb,
                nodeCores,
                nodeGbit,
                utilisation);
    }
}
