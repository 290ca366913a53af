package org.livetally.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.Currencies;
import picocli.CommandLine;

/** Prints what a file holds, how far its import has come, and how it ended. */
final class ImportReport {
    private static final int BAR = 30;
    private static final int TENTH = 10;

    private final PrintWriter out;
    private final PrintWriter err;
    /** Whether a line can be drawn over. */
    private final boolean terminal;

    private long tenths = -1;

    ImportReport(CommandLine command, boolean terminal) {
        this.out = command.getOut();
        this.err = command.getErr();
        this.terminal = terminal;
    }

    void preview(Path file, JsonObject found) {
        say(
                "%s: %s%s%s",
                file.getFileName(),
                found.getString("format"),
                of(", ", found.getString("encoding")),
                found.containsKey("delimiter") ? ", cells end with '" + found.getString("delimiter") + "'" : "");
        JsonObject mapping = found.getJsonObject("mapping", new JsonObject());
        say(
                "amounts in %s, times in %s",
                found.getString("unit") == null ? "an unknown unit" : found.getString("unit"),
                found.getString("timezone", "an unknown zone"));
        for (var column : mapping.getJsonObject("columns", new JsonObject())) {
            say("  %-9s %s", column.getKey(), column.getValue());
        }
        for (Object reading : found.getJsonArray("encodings", new JsonArray())) {
            JsonObject one = (JsonObject) reading;
            say(
                    "as %s: %s %s",
                    one.getString("name"),
                    one.getJsonArray("header").encode(),
                    one.getJsonArray("rows").encode());
        }
        list("skipped", found.getJsonArray("skipped"), "why");
        list("warning", found.getJsonArray("warnings"), "detail");
        list("error", found.getJsonArray("errors"), "detail");
        say(
                "rows %,d, rejected %,d, skipped %,d, orders %,d, units %,d",
                found.getLong("rows"),
                found.getLong("rejected"),
                found.getJsonArray("skipped").size(),
                found.getLong("orders"),
                found.getLong("units"));
        say("sum %s", money(found, found.getLong("sum")));
        out.flush();
    }

    private void list(String what, JsonArray rows, String sentence) {
        for (Object each : rows) {
            JsonObject row = (JsonObject) each;
            say("%s: row %d: %s %s", what, row.getLong("row"), row.getString("field"), row.getString(sentence));
        }
    }

    private static String of(String before, @Nullable String text) {
        return text == null ? "" : before + text;
    }

    /** An amount in the currency of a preview. */
    static String money(JsonObject preview, long minorUnits) {
        String currency = preview.getString("currency", Currencies.DEFAULT);
        int digits = Currencies.digits(currency);
        return String.format(Locale.ROOT, "%,." + digits + "f %s", BigDecimal.valueOf(minorUnits, digits), currency);
    }

    void progress(JsonObject step) {
        long of = Math.max(1, step.getLong("of"));
        long done = step.getLong("done");
        if (!terminal && done * TENTH / of == tenths) {
            return;
        }
        tenths = done * TENTH / of;
        int full = (int) (done * BAR / of);
        String bar = "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
        err.printf(
                Locale.ROOT,
                "%s%s %3d %% %,d of %,d, %,d/s",
                terminal ? "\r" : "",
                bar,
                done * 100 / of,
                done,
                of,
                step.getLong("perSecond"));
        if (!terminal || step.containsKey("finished")) {
            err.println();
        }
        err.flush();
    }

    /** Prints how it ended; whether everything was taken. */
    boolean end(JsonObject last, JsonObject preview) {
        for (Object each : last.getJsonArray("conflicts")) {
            JsonObject row = (JsonObject) each;
            Long recorded = row.getLong("recorded");
            say(
                    "conflict: row %d: %s is %s in the file, and %s",
                    row.getLong("row"),
                    row.getString("id"),
                    money(preview, row.getLong("amount")),
                    recorded == null ? "another message has its id" : money(preview, recorded) + " were recorded");
        }
        for (Object each : last.getJsonArray("refusals")) {
            JsonObject row = (JsonObject) each;
            say("refused: row %d: %s: %s", row.getLong("row"), row.getString("id"), row.getString("detail"));
        }
        say(
                "recorded %,d, known before %,d, conflicts %,d, refused %,d",
                last.getLong("recorded"), last.getLong("duplicate"), last.getLong("conflict"), last.getLong("refused"));
        out.flush();
        if (!last.getBoolean("finished")) {
            err.println("not finished: " + last.getJsonObject("problem").getString("detail")
                    + "; import the same file again, what was recorded counts once");
        }
        return last.getBoolean("finished") && last.getLong("conflict") == 0 && last.getLong("refused") == 0;
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
