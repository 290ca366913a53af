package org.livetally.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.livetally.bench.Bench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code livetally bench}. */
@Command(
        name = "bench",
        description = "Measure this machine: orders, screens, likes, memory, each against a baseline in the same run.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Option(names = "--only", split = ",", paramLabel = "FIGURE", description = "Only these figures (default: all).")
    private @Nullable List<String> only;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Rounds of each figure, whose median counts (default: 5).")
    private int rounds;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<String> figures = only == null ? Bench.ids() : only;
        boolean reached = Bench.run(spec.commandLine().getOut(), figures, rounds);
        return reached ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
