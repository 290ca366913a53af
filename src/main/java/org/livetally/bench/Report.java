package org.livetally.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The measurements as a table, as JSON, and as a self-contained page with charts. */
final class Report {
    private static final String TEMPLATE = "/bench/report.html";
    private static final String ECHARTS = "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.esm.min.js";

    private final Instant at = Instant.now();
    private final List<Measurement> rows = new ArrayList<>();
    private final List<Growth> growths = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private @Nullable Disk disk;
    private boolean audited;

    void add(List<Measurement> measured) {
        rows.addAll(measured);
    }

    void add(Growth measured) {
        growths.add(measured);
    }

    /** Notes the disk that the data was on. */
    void disk(Disk measured) {
        disk = measured;
    }

    /** Adds a fault, which makes the whole run bad. */
    void fault(String what) {
        faults.add(what);
    }

    /** Notes that the ledgers of all servers were audited; a difference would have been added as a fault. */
    void audited() {
        audited = true;
    }

    private String verdict() {
        if (!isGood()) {
            return "Not good.";
        }
        return audited
                ? "Every bar was reached, and the audits found no difference."
                : "Every bar was reached. Nothing was audited: run livetally audit where the server is.";
    }

    /** Whether every bar was reached, no cost grew faster than linearly, and there is no fault. */
    boolean isGood() {
        return faults.isEmpty()
                && rows.stream().allMatch(Measurement::isGood)
                && growths.stream().allMatch(Growth::isLinear);
    }

    void print(PrintWriter out) {
        out.println();
        if (!rows.isEmpty()) {
            out.println(Measurement.HEAD);
            rows.forEach(row -> out.println(row.line()));
        }
        growths.forEach(growth -> out.println(growth.line()));
        faults.forEach(fault -> out.println("FAULT " + fault));
        out.println();
        out.println(isGood() ? verdict() : "NOT GOOD: see MISSED, GROWS FASTER or FAULT above.");
        out.flush();
    }

    JsonObject json() {
        JsonArray table = new JsonArray();
        for (Measurement row : rows) {
            table.add(new JsonObject()
                    .put("figure", row.name())
                    .put("against", row.against())
                    .put("unit", row.unit())
                    .put("ours", numbers(row.ours()))
                    .put("theirs", numbers(row.theirs()))
                    .put("ratio", row.ratio())
                    .put("better", row.marks().more() ? "more" : "less")
                    .put("bar", row.marks().bar())
                    .put("aim", row.marks().aim())
                    .put("judged", row.marks().judged())
                    .put("reachesBar", row.reachesBar())
                    .put("reachesAim", row.reachesAim())
                    .put("remark", row.remark()));
        }
        JsonArray lines = new JsonArray();
        for (Growth growth : growths) {
            lines.add(new JsonObject()
                    .put("name", growth.name())
                    .put("unit", growth.unit())
                    .put("cost", growth.cost())
                    .put("counts", numbers(growth.counts()))
                    .put("costs", numbers(growth.costs()))
                    .put("linear", growth.isLinear()));
        }
        return new JsonObject()
                .put("at", at.toString())
                .put("machine", machine())
                .put("figures", table)
                .put("growth", lines)
                .put("faults", new JsonArray(faults))
                .put("good", isGood())
                .put("verdict", verdict());
    }

    private String machine() {
        return String.format(
                Locale.ROOT,
                "%d cores, Java %s, %s %s%s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                disk == null ? "" : ", " + disk.line());
    }

    private static JsonArray numbers(double[] values) {
        return new JsonArray(DoubleStream.of(values).boxed().toList());
    }

    void writeJson(Path file) throws IOException {
        Files.writeString(file, json().encodePrettily() + "\n");
    }

    /** Writes numbers and charts to one file, with the chart library inside. */
    void writeHtml(Path file) throws IOException {
        String charts = Base64.getEncoder().encodeToString(resource(ECHARTS));
        String page = new String(resource(TEMPLATE), StandardCharsets.UTF_8)
                .replace("/*ECHARTS*/", "data:text/javascript;base64," + charts)
                .replace("/*REPORT*/{}", json().encode().replace("<", "\\u003c"));
        Files.writeString(file, page);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Report.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("not in the jar: " + name);
            }
            return in.readAllBytes();
        }
    }
}
