package org.livetally.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.Ids;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code livetally import}: shows what a running node finds in a file, asks, and has it recorded. */
@Command(
        name = "import",
        description = {
            "Import orders from a file of a till or a shop: CSV, Excel (.xlsx), or a message a line (NDJSON).",
            "Shows encoding, unit, columns, rows and sum, and asks before anything is recorded. The same file again is",
            "safe. Exits 1 if a row is bad, or a message was not taken."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file;

    @Option(names = "--stream", required = true, description = "The stream that the orders are of.")
    private String stream;

    @Option(names = "--channel", description = "The channel of orders that name none.")
    private @Nullable String channel;

    @Option(names = "--dry-run", description = "Only show what the file holds.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--encoding",
            description = "Of the file's text, if it is not UTF-8: GB18030, UTF-16LE or UTF-16BE.")
    private @Nullable String encoding;

    @Option(
            names = "--mapping",
            paramLabel = "JSON-FILE",
            description = "How the columns are to be read, where the headers do not say it.")
    private @Nullable Path mapping;

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        check();
        Console console = System.console();
        if (!dryRun && !yes && console == null) {
            throw bad("there is no terminal to ask on: say --yes, or --dry-run");
        }
        ImportClient client = new ImportClient(node, stream, file);
        ImportReport report = new ImportReport(spec.commandLine(), console != null);
        Map<String, String> asked = query();
        JsonObject preview = client.preview(asked);
        report.preview(file, preview);
        if (preview.getLong("rejected") > 0) {
            return ExitCode.SOFTWARE;
        }
        if (dryRun) {
            return ExitCode.OK;
        }
        if (!yes && (console == null || !isConfirmed(console, preview))) {
            spec.commandLine().getErr().println("nothing was imported");
            return ExitCode.SOFTWARE;
        }
        JsonObject last = client.record(asked, preview.getLong("sum"), report::progress);
        return report.end(last, preview) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void check() {
        node.check(spec.commandLine());
        if (!Ids.isStream(stream)) {
            throw bad("--stream must be the id of a stream, not " + stream);
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw bad("FILE: there is no file " + file + " that can be read");
        }
    }

    private ParameterException bad(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private Map<String, String> query() throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("name", String.valueOf(file.getFileName()));
        if (encoding != null) {
            query.put("encoding", encoding);
        }
        if (channel != null) {
            query.put("channel", channel);
        }
        if (mapping != null) {
            query.put("mapping", mappingJson(mapping));
        }
        return query;
    }

    private String mappingJson(Path from) throws IOException {
        if (!Files.isReadable(from)) {
            throw bad("--mapping: there is no file " + from + " that can be read");
        }
        try {
            return new JsonObject(Files.readString(from)).encode();
        } catch (DecodeException | ClassCastException e) {
            throw bad("--mapping: " + from + " is not a JSON object");
        }
    }

    private boolean isConfirmed(Console console, JsonObject preview) {
        String answer = console.readLine(
                "Import %,d orders worth %s into %s? [y/N] ",
                preview.getLong("orders"), ImportReport.money(preview, preview.getLong("sum")), stream);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes|是");
    }
}
