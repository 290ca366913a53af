package org.livetally.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.livetally.bench.Bench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code livetally bench}. */
@Command(
        name = "bench",
        description = {
            "Measure this machine: each figure is a ratio to a baseline of the same run.",
            "Starts servers of its own, and leaves nothing behind. Exits 1 if a bar is missed or an audit finds a difference."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;

    @Option(names = "--quick", description = "The figures with a bar, some minutes; else also how costs grow.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "FIGURE",
            completionCandidates = Figures.class,
            description = "Only these: ${COMPLETION-CANDIDATES}.")
    private @Nullable List<String> only;

    @Option(
            names = "--rounds",
            description = "Rounds of each figure, whose median counts (default: 5; with --quick 3).")
    private @Nullable Integer rounds;

    @Option(
            names = "--url",
            description = "A running server, for figures that can be measured from outside: quiet, busy, stalled. "
                    + "Its streams bench-… stay there.")
    private @Nullable URI url;

    @Mixin
    private TokenOptions token;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all measurements there.")
    private @Nullable Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a report with charts there (default without --quick, --only and --url: "
                    + "livetally-bench.html).")
    private @Nullable Path html;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rounds != null && rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds must be at least 1, not " + rounds);
        }
        if (url != null && (!"http".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 0)) {
            throw new ParameterException(spec.commandLine(), "--url must be http://HOST:PORT, not " + url);
        }
        boolean full = !quick && only == null && url == null;
        Path report = html == null && full ? Path.of("livetally-bench.html") : html;
        requireWritable("--json", json);
        requireWritable("--html", report);
        Bench.Options options = new Bench.Options(
                figures(), rounds(), url, Objects.requireNonNullElse(token.token(), ""), json, report);
        return Bench.run(spec.commandLine().getOut(), options) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Checked before minutes of measuring, not after. */
    private void requireWritable(String flag, @Nullable Path file) {
        if (file != null
                && !Files.isWritable(
                        Objects.requireNonNull(file.toAbsolutePath().getParent()))) {
            throw new ParameterException(spec.commandLine(), flag + ": cannot write to " + file);
        }
    }

    private int rounds() {
        return rounds != null ? rounds : quick ? QUICK_ROUNDS : ROUNDS;
    }

    private List<String> figures() {
        List<String> possible = url == null ? Bench.ids() : Bench.remoteIds();
        if (only == null) {
            return quick && url == null ? Bench.quickIds() : possible;
        }
        for (String figure : only) {
            if (!possible.contains(figure)) {
                throw new ParameterException(
                        spec.commandLine(), "--only: must be of " + String.join(", ", possible) + ", not " + figure);
            }
        }
        return only;
    }

    /** What --only may name; the figures are loaded only when somebody asks. */
    private static final class Figures implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Bench.ids().iterator();
        }
    }
}
