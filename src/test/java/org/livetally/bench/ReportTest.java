package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
    private static final Measurement GOOD = row("orders/s", 90, "");
    private static final Measurement MISSED = row("frames/s", 60, "");
    /** A slow machine is no fault. */
    private static final Measurement PRINTED = Measurement.absolute(
            "start", new double[] {9}, "s", Marks.atMost(1, 0.5).printed(), "");

    private static final Growth LINEAR = growth(10, 11);
    private static final Growth STEEP = growth(10, 20);

    private final Report report = new Report();

    @TempDir
    private Path directory;

    @Test
    void itIsGoodOnlyWithoutMissesFaultsAndSteepGrowth() {
        assertTrue(of(List.of(GOOD), LINEAR).isGood());
        assertFalse(of(List.of(GOOD, MISSED), LINEAR).isGood());
        assertTrue(of(List.of(GOOD, PRINTED), LINEAR).isGood());
        assertFalse(of(List.of(GOOD), STEEP).isGood());

        Report faulty = of(List.of(GOOD), LINEAR);
        faulty.fault("2 tallies differ from the ledger");
        assertFalse(faulty.isGood());
        assertTrue(printed(faulty).contains("FAULT 2 tallies differ from the ledger"));
        assertTrue(printed(faulty).contains("NOT GOOD"));
    }

    @Test
    void jsonHoldsEveryRoundAndItsOutcome() throws IOException {
        report.add(List.of(MISSED));
        report.add(LINEAR);
        report.fault("busy void");
        Path file = directory.resolve("bench.json");

        report.writeJson(file);

        JsonObject json = new JsonObject(Files.readString(file));
        assertEquals(
                new JsonObject()
                        .put("figure", "frames/s")
                        .put("against", "bare")
                        .put("unit", "/s")
                        .put("ours", new JsonArray().add(60.0).add(62.0))
                        .put("theirs", new JsonArray().add(100.0).add(100.0))
                        .put("ratio", 0.61)
                        .put("better", "more")
                        .put("bar", 0.7)
                        .put("aim", 0.85)
                        .put("judged", true)
                        .put("reachesBar", false)
                        .put("reachesAim", false)
                        .put("remark", ""),
                json.getJsonArray("figures").getJsonObject(0));
        assertEquals(
                new JsonObject()
                        .put("name", "streams")
                        .put("unit", "live streams")
                        .put("cost", "us an order")
                        .put("counts", new JsonArray().add(1.0).add(100.0))
                        .put("costs", new JsonArray().add(10.0).add(11.0))
                        .put("linear", true),
                json.getJsonArray("growth").getJsonObject(0));
        assertEquals(new JsonArray().add("busy void"), json.getJsonArray("faults"));
        assertEquals(false, json.getBoolean("good"));
        assertTrue(json.getString("machine").contains("Java " + System.getProperty("java.version")));
        assertFalse(Instant.parse(json.getString("at")).isAfter(Instant.now()));
    }

    @Test
    void thePageHoldsTheDataAndNeedsNothingElse() throws IOException {
        report.add(List.of(GOOD));
        Path file = directory.resolve("bench.html");

        report.writeHtml(file);

        String page = Files.readString(file);
        assertTrue(page.contains("const report = " + report.json().encode() + ";"));
        assertTrue(page.contains("from \"data:text/javascript;base64,"));
        assertFalse(page.contains("/*REPORT*/"));
        assertFalse(page.contains("/*ECHARTS*/"));
    }

    /** A remark may quote the output of a foreign server. */
    @Test
    void noRemarkEndsTheScriptOfThePage() throws IOException {
        Path file = directory.resolve("bench.html");
        report.add(List.of(GOOD));
        report.writeHtml(file);
        int before = scriptEnds(file);

        report.add(List.of(row("</script><script>alert(1)</script>", 90, "<!--<script>")));
        report.fault("</SCRIPT ><img src=x onerror=alert(1)>");
        report.writeHtml(file);

        assertEquals(before, scriptEnds(file));
        assertFalse(Files.readString(file).contains("<!--"));
        assertFalse(Files.readString(file).contains("<img"));
    }

    private static int scriptEnds(Path file) throws IOException {
        return Files.readString(file).split("(?i)</script", -1).length;
    }

    private static Report of(List<Measurement> rows, Growth growth) {
        Report report = new Report();
        report.add(rows);
        report.add(growth);
        return report;
    }

    private static String printed(Report report) {
        StringWriter out = new StringWriter();
        report.print(new PrintWriter(out));
        return out.toString();
    }

    private static Measurement row(String name, double ours, String remark) {
        return new Measurement(
                name,
                "bare",
                new double[] {ours, ours + 2},
                new double[] {100, 100},
                "/s",
                Marks.atLeast(0.7, 0.85),
                remark);
    }

    private static Growth growth(double first, double last) {
        return new Growth(
                "streams", "live streams", "us an order", 1.3, new double[] {1, 100}, new double[] {first, last});
    }
}
