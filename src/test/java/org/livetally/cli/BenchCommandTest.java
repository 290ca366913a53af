package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.cli.CommandOutcome.run;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.Main;
import org.livetally.acceptance.Program;
import org.livetally.bench.Bench;
import org.livetally.testing.Await;

/** Bad values are refused before minutes are spent; a run leaves its report, and nothing else. */
final class BenchCommandTest {
    private static final long TIMEOUT_S = 60;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "--only, nonsense, must be of start",
        "--rounds, 0, at least 1",
        "--rounds, many, many",
        "--url, not a url, not a url",
        "--url, localhost:8080, http://",
        "--url, https://127.0.0.1:9/, http://",
        "--url, http://, http://",
        "--url, http://127.0.0.1/, http://",
    })
    void aBadValueExitsWith2AndNamesItsOption(String option, String value, String says) {
        CommandOutcome outcome = run("bench", option, value);

        assertEquals(2, outcome.exit(), outcome::toString);
        assertTrue(outcome.err().contains(option) && outcome.err().contains(says), outcome::toString);
        assertEquals("", outcome.out());
    }

    @Test
    void theHelpNamesEveryFigure() {
        String help = run("bench", "--help").out().replaceAll("\\s+", " ");

        assertTrue(help.contains(String.join(", ", Bench.ids())), help);
        assertTrue(Bench.quickIds().containsAll(List.of("stock", "streams", "stored", "campaign", "hooks")));
        assertTrue(Bench.ids().containsAll(List.of("shards", "replicas")));
        assertFalse(Bench.quickIds().contains("shards"));
    }

    @Test
    void whatNeedsAServerOfItsOwnIsNotMeasuredOnAnother() {
        CommandOutcome outcome = run("bench", "--url", "http://127.0.0.1:9/", "--only", "memory");

        assertEquals(2, outcome.exit(), outcome::toString);
        assertTrue(outcome.err().contains("--only: must be of quiet, busy, stalled, not memory"), outcome::toString);
    }

    @Test
    void aRunLeavesItsReportAndNothingElse() throws Exception {
        Path json = directory.resolve("bench.json");
        Path html = directory.resolve("bench.html");

        Process bench = start("--rounds", "1", "--json", json.toString(), "--html", html.toString());
        try {
            assertTrue(bench.waitFor(TIMEOUT_S, TimeUnit.SECONDS), () -> "still measuring: " + said());
        } finally {
            bench.destroy();
        }

        assertTrue(Files.exists(json), this::said);
        JsonObject report = new JsonObject(Files.readString(json));
        // How fast it starts depends on the machine; that the exit code matches the report does not.
        assertEquals(report.getBoolean("good") ? 0 : 1, bench.exitValue(), this::said);
        assertEquals(1, report.getJsonArray("figures").size());
        assertTrue(report.getJsonArray("figures").getJsonObject(0).getDouble("ratio") > 0.1);
        assertTrue(said().contains("start to ready, with embedded Redis"), this::said);
        assertTrue(said().contains("audit: 0 differences"), this::said);
        assertTrue(Files.readString(html).contains("start to ready, with embedded Redis"));
        assertNothingIsLeft();
    }

    @Test
    void oneThatIsToldToEndLeavesNothing() throws Exception {
        Process bench = start("--rounds", "1000");
        try {
            Await.until(
                    "a server and its Redis run",
                    () -> !bench.isAlive() || Program.on(temporary()).stream().anyMatch(BenchCommandTest::isRedis));
            assertTrue(bench.isAlive(), this::said);
        } finally {
            bench.destroy();
        }

        assertTrue(bench.waitFor(TIMEOUT_S, TimeUnit.SECONDS), this::said);
        assertNothingIsLeft();
    }

    /**
     * Recognised by its arguments: the program may have another name, as Debian's redis-server is a link to
     * redis-check-rdb.
     */
    private static boolean isRedis(ProcessHandle process) {
        return Arrays.stream(process.info().arguments().orElse(new String[0]))
                .anyMatch(argument -> argument.endsWith("/redis.conf"));
    }

    /** Starts the figure that takes only seconds. The servers that it starts inherit its temporary directory. */
    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectory(temporary()),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "bench",
                "--only",
                "start"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output()))
                .start();
    }

    private void assertNothingIsLeft() throws IOException {
        assertEquals(List.of(), Program.on(temporary()));
        try (Stream<Path> left = Files.list(temporary())) {
            assertEquals(List.of(), left.toList());
        }
    }

    private Path temporary() {
        return directory.resolve("tmp");
    }

    private File output() {
        return directory.resolve("output").toFile();
    }

    private String said() {
        try {
            return Files.readString(output().toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
