package org.livetally.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.livetally.domain.stream.Ids;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code livetally accept-loss}: asks a running node, since only that knows what it acked. */
@Command(
        name = "accept-loss",
        description = {
            "Let a stream continue without acked messages that Redis has lost for good, and print them.",
            "Ask a node whose /health/ready names the stream; all nodes follow. Exits 1 if nothing was accepted."
        },
        mixinStandardHelpOptions = true)
final class AcceptLossCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OK = 200;

    @Parameters(paramLabel = "STREAM", description = "The stream's id.")
    private String stream;

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Ids.isStream(stream)) {
            throw new ParameterException(spec.commandLine(), "STREAM must be the id of a stream, not " + stream);
        }
        node.check(spec.commandLine());
        HttpResponse<String> answer = accept();
        JsonObject json = json(answer);
        if (answer.statusCode() != OK) {
            String why = json.getString("detail", json.getString("title", "HTTP " + answer.statusCode()));
            throw new IllegalStateException("nothing was accepted: " + why);
        }
        print(json);
        return "accepted".equals(json.getString("state")) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private HttpResponse<String> accept() throws InterruptedException {
        HttpRequest.Builder request = node.request("/api/streams/" + stream + "/accept-loss")
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));
        try {
            HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw node.noAnswer(e, "GET /api/streams/" + stream + "/lost tells whether it was accepted");
        }
    }

    private static JsonObject json(HttpResponse<String> answer) {
        try {
            return new JsonObject(answer.body());
        } catch (DecodeException e) {
            return new JsonObject(); // not Livetally's answer
        }
    }

    /** Prints the lost messages, one a line, so that they can be sent again. */
    private void print(JsonObject loss) {
        PrintWriter out = spec.commandLine().getOut();
        for (Object each : loss.getJsonArray("messages")) {
            JsonObject message = (JsonObject) each;
            out.println("lost " + message.getString("id") + " " + message.getString("seq"));
        }
        String count = (loss.getBoolean("exact") ? "" : "at least ") + loss.getInteger("count");
        Long at = loss.getLong("acceptedAt");
        out.println(
                at == null
                        ? "stream " + stream + " still lacks " + count + " acked messages: ask again"
                        : "accepted the loss of " + count + " acked messages of stream " + stream + " at "
                                + Instant.ofEpochMilli(at) + ": they can be sent again");
        out.flush();
    }
}
