package org.livetally.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
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

/** {@code livetally archive}: through a running server, or on the data of a stopped one. */
@Command(
        name = "archive",
        description = {
            "Write a stream whose books are closed into one file, check it, and free Redis of it.",
            "Its board, report, replay, orders and audit are read from the file then. Run it again after whatever ended it.",
            "Without --data-dir and --redis-uri the server of --url does it."
        },
        mixinStandardHelpOptions = true)
final class ArchiveCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    @Parameters(paramLabel = "STREAM", description = "The stream's id.")
    private String stream;

    @Option(
            names = "--archive-dir",
            paramLabel = "DIR",
            description =
                    "Where to write the file, with --data-dir or --redis-uri (default: archive in the data directory).")
    private @Nullable Path archiveDir;

    @Mixin
    private NodeOptions node;

    @Mixin
    private RedisOptions redis;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Ids.isStream(stream)) {
            throw new ParameterException(spec.commandLine(), "STREAM must be the id of a stream, not " + stream);
        }
        boolean onData = redis.dataDir != null || redis.address() != null;
        if (!onData && archiveDir != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--archive-dir is the server's own: start it with `livetally serve --archive-dir`");
        }
        JsonObject archived = onData ? onData() : throughServer();
        say("archived " + stream + ": " + archived.getLong("messages") + " messages, " + archived.getLong("bytes")
                + " bytes in " + archived.getString("file") + ", seal " + archived.getString("seal"));
        return ExitCode.OK;
    }

    private JsonObject onData() throws Exception {
        Path dataDir = redis.dataDirOr(ServerOptions.DATA_DIR);
        Path directory = archiveDir == null ? dataDir.resolve("archive") : archiveDir;
        ArchiveTask task = new ArchiveTask(stream, directory, this::progress);
        return redis.address() == null ? LocalRedis.use(dataDir, task::run) : task.run(redis.address());
    }

    /** Asks again until it is done: no connection is silent for long. */
    private JsonObject throughServer() throws InterruptedException {
        node.check(spec.commandLine());
        HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        HttpResponse<String> answer = ask(http);
        while (answer.statusCode() == ACCEPTED) {
            JsonObject archiving = json(answer).getJsonObject("archiving");
            if (archiving != null) {
                progress(archiving);
            }
            answer = ask(http);
        }
        JsonObject json = json(answer);
        if (answer.statusCode() != OK) {
            String why = json.getString("detail", json.getString("title", "HTTP " + answer.statusCode()));
            throw new IllegalStateException(why);
        }
        return json.getJsonObject("archived");
    }

    private HttpResponse<String> ask(HttpClient http) throws InterruptedException {
        try {
            return http.send(
                    node.request("/api/streams/" + stream + "/archive?wait=1")
                            .timeout(TIMEOUT)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw node.noAnswer(e, "run it again");
        }
    }

    private static JsonObject json(HttpResponse<String> answer) {
        try {
            return new JsonObject(answer.body());
        } catch (DecodeException e) {
            return new JsonObject(); // not Livetally's answer
        }
    }

    /** To a terminal only. */
    private void progress(JsonObject progress) {
        if (System.console() != null) {
            long of = progress.getLong("of");
            spec.commandLine()
                    .getErr()
                    .println(progress.getString("step")
                            + (of == 0 ? "" : " " + progress.getLong("messages") + " of " + of + " messages"));
            spec.commandLine().getErr().flush();
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
