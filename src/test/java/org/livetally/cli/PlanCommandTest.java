package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.cli.CommandOutcome.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/scale.md shows what the program prints, and what it takes from elsewhere is there. */
final class PlanCommandTest {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern PRINTED = Pattern.compile("```sh\\nbin/livetally (plan.*)\\n```\\n\\n((?:\\|.*\\n)+)");
    private static final Pattern QUOTED = Pattern.compile("docs/performance\\.md, \"([^\"]+)\"");
    private static final Pattern METRIC = Pattern.compile("`((?:livetally|process)_[a-z_]+)`");

    static Stream<String> shown() throws IOException {
        return PRINTED.matcher(doc("scale.md")).results().map(MatchResult::group);
    }

    @ParameterizedTest
    @MethodSource("shown")
    void theDocumentShowsWhatTheProgramPrints(String shown) {
        MatchResult parts = PRINTED.matcher(shown).results().findFirst().orElseThrow();

        CommandOutcome outcome = run(parts.group(1).split(" ", -1));

        assertEquals(0, outcome.exit(), outcome::toString);
        assertEquals(outcome.out(), parts.group(2));
    }

    @Test
    void everyCommandOfTheDocumentIsFollowedByItsTable() throws IOException {
        long commands = doc("scale.md")
                .lines()
                .filter(line -> line.startsWith("bin/livetally plan"))
                .count();

        assertEquals(4, commands);
        assertEquals(commands, shown().count());
    }

    @Test
    void theCostsNameLinesOfTheMeasurements() throws IOException {
        String measured = doc("performance.md");
        List<String> quoted = QUOTED.matcher(run("plan", "--costs").out())
                .results()
                .map(line -> line.group(1))
                .toList();

        assertTrue(quoted.size() >= 4, quoted::toString);
        quoted.forEach(line -> assertTrue(measured.contains(line), line));
    }

    @Test
    void theMetricsToWatchExist() throws IOException {
        String known = doc("operations.md");
        METRIC.matcher(doc("scale.md"))
                .results()
                .map(MatchResult::group)
                .forEach(metric -> assertTrue(known.contains("| " + metric + " |"), metric));
    }

    @ParameterizedTest
    @CsvSource({
        "--streams, 0, above 0",
        "--streams, many, many",
        "--screens, -1, not negative",
        "--hz, NaN, not negative",
        "--batch-ms, 0, above 0",
        "--utilisation, 95, at most 90",
        "--hottest-stream, 600000, --orders-per-second",
        "--hottest-stream, 1, the others",
        "--hottest-stream, 400000, one slot",
        "--streams, 3, a stream is on one of them",
    })
    void aBadValueExitsWith2AndNamesItsOption(String option, String value, String says) {
        CommandOutcome outcome = run("plan", option, value);

        assertEquals(2, outcome.exit(), outcome::toString);
        assertTrue(outcome.err().contains(option) && outcome.err().contains(says), outcome::toString);
        assertEquals("", outcome.out());
    }

    @ParameterizedTest
    @CsvSource({
        "shards, --orders-per-second, 1000000",
        "shards, --utilisation, 25",
        "shards, --fsync-us, 1000",
        "shards, --shard-gb, 1",
        "shards, --order-bytes, 10000",
        "nodes, --screens, 2000000",
        "nodes, --node-cores, 4",
        "nodes, --node-gbit, 1",
        "nodes, --frame-bytes, 20000",
        "Redis processes, --replicas, 2",
    })
    void moreIsNeededForMoreOrFromLess(String row, String option, String value) {
        assertTrue(figure(row, "plan", option, value) > figure(row, "plan"), row);
    }

    @Test
    void ordersThatGatherTakeFewerShards() {
        assertTrue(figure("shards", "plan", "--batch-ms", "100") < figure("shards", "plan"));
        assertNotEquals(0, figure("nodes", "plan", "--screens", "0"), "orders need nodes, too");
    }

    private static long figure(String row, String... command) {
        String line = run(command)
                .out()
                .lines()
                .filter(each -> each.startsWith("| " + row + " |"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.split("\\|", -1)[2].strip().replace(",", ""));
    }

    private static String doc(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }
}
