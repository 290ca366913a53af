package org.livetally;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all benchmarks and prints their results: {@code mvn -Pjmh test}. Time depends on the machine and is only
 * printed; allocation does not, and has a limit.
 */
final class MicrobenchmarksTest {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Maximum of bytes per operation, a fifth above those in docs/performance.md. */
    private static final Map<String, Double> MAX_BYTES = Map.of(
            "BoardBenchmark.merge, 50 products", 23_500.0,
            "BoardBenchmark.merge, 130 products", 24_700.0,
            "BoardBenchmark.snapshot, 50 products", 25_000.0,
            "BoardBenchmark.snapshot, 130 products", 35_400.0,
            "BoardBenchmark.update, 50 products", 19_800.0,
            "BoardBenchmark.update, 130 products", 19_800.0,
            "FrameReaderBenchmark.array", 2_310.0,
            "FrameReaderBenchmark.one", 3_220.0,
            "BatchPlanBenchmark.encodeAndPlan", 1_970.0);

    @Test
    void noOperationAllocatesMoreThanItDid() throws RunnerException {
        Map<String, RunResult> results = run();

        System.out.printf(Locale.ROOT, "%n%-42s %12s %10s %12s%n", "operation", "ns/op", "+-", "B/op");
        results.forEach((name, result) -> System.out.printf(
                Locale.ROOT,
                "%-42s %,12.0f %,10.0f %,12.0f%n",
                name,
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError(),
                allocated(result)));

        assertEquals(MAX_BYTES.keySet(), results.keySet());
        assertAll(results.entrySet().stream().map(entry -> isWithin(entry.getKey(), entry.getValue())));
    }

    private static Executable isWithin(String name, RunResult result) {
        return () -> assertTrue(
                allocated(result) <= MAX_BYTES.getOrDefault(name, 0.0), () -> name + " allocates " + allocated(result));
    }

    /** With the JVM's flags of bin/livetally. */
    private static Map<String, RunResult> run() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("org\\.livetally\\..*Benchmark\\.")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .jvmArgs("-XX:+UseSerialGC", "-Xms320m", "-Xmn128m", "-Xmx512m")
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        Map<String, RunResult> named = new TreeMap<>();
        results.forEach(result -> named.put(name(result), result));
        return named;
    }

    /** {@code BoardBenchmark.merge, 50 products}. */
    private static String name(RunResult result) {
        String method = result.getParams().getBenchmark();
        String products = result.getParams().getParam("products");
        return method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1)
                + (products == null ? "" : ", " + products + " products");
    }

    private static double allocated(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
        return bytes == null ? Double.NaN : bytes.getScore();
    }
}
