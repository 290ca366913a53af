package org.livetally.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends a file to a node, which never is in memory as a whole. */
final class ImportClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final NodeOptions node;
    private final String stream;
    private final Path file;

    ImportClient(NodeOptions node, String stream, Path file) {
        this.node = node;
        this.stream = stream;
        this.file = file;
    }

    /** What the node finds in the file. */
    JsonObject preview(Map<String, String> query) throws IOException, InterruptedException {
        Map<String, String> asked = new LinkedHashMap<>(query);
        asked.put("dryRun", "true");
        try (Stream<String> lines = send(asked)) {
            return new JsonObject(lines.collect(Collectors.joining("\n")));
        }
    }

    /**
     * Has the file recorded.
     *
     * @param sum that was confirmed
     * @param progress is told of each step
     * @return how it ended
     */
    JsonObject record(Map<String, String> query, long sum, Consumer<JsonObject> progress)
            throws IOException, InterruptedException {
        Map<String, String> asked = new LinkedHashMap<>(query);
        asked.put("sum", Long.toString(sum));
        try (Stream<String> lines = send(asked)) {
            for (Iterator<String> line = lines.iterator(); line.hasNext(); ) {
                JsonObject step = new JsonObject(line.next());
                progress.accept(step);
                if (step.containsKey("finished")) {
                    return step;
                }
            }
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(broken(), e);
        }
        throw new IllegalStateException(broken());
    }

    private String broken() {
        return "the connection to " + node.url() + " broke: import the same file again, what was recorded counts once";
    }

    private Stream<String> send(Map<String, String> query) throws IOException, InterruptedException {
        String parameters = query.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = node.request("/api/streams/" + stream + "/imports?" + parameters)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofFile(file))
                .build();
        HttpResponse<Stream<String>> answer;
        try {
            answer = http.send(request, BodyHandlers.ofLines());
        } catch (IOException e) {
            throw node.noAnswer(e, "nothing was imported");
        }
        if (answer.statusCode() == OK) {
            return answer.body();
        }
        try (Stream<String> lines = answer.body()) {
            throw new IllegalStateException(
                    "nothing was imported: " + why(lines.collect(Collectors.joining("\n")), answer.statusCode()));
        }
    }

    private static String why(String body, int status) {
        try {
            JsonObject problem = new JsonObject(body);
            String detail = problem.getString("detail", problem.getString("title", "HTTP " + status));
            String field = problem.getString("field");
            return field == null || problem.containsKey("errors") ? detail : field + " " + detail;
        } catch (DecodeException e) {
            return "HTTP " + status; // not Livetally's answer
        }
    }
}
