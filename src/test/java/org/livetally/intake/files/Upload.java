package org.livetally.intake.files;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.livetally.testing.LiveServer;

/** Files sent to a server, as the console and the command line send them. */
public record Upload(LiveServer server, String stream) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** The answer to a file, with the query that follows the path. */
    HttpResponse<String> send(String query, byte[] file) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/streams/" + stream + "/imports" + query))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(file))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What an operator is shown of a file; fails if it is refused. */
    JsonObject preview(String query, byte[] file) {
        HttpResponse<String> answer = send("?dryRun=true" + query, file);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    JsonObject preview(String query, String file) {
        return preview(query, file.getBytes(StandardCharsets.UTF_8));
    }

    /** Imports a file with the sum of its preview, and returns the last line of the answer. */
    public JsonObject record(String query, byte[] file) {
        long sum = preview(query, file).getLong("sum");
        HttpResponse<String> answer = send("?sum=" + sum + query, file);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        List<String> lines = answer.body().lines().toList();
        return new JsonObject(lines.get(lines.size() - 1));
    }

    JsonObject record(String query, String file) {
        return record(query, file.getBytes(StandardCharsets.UTF_8));
    }

    /** A mapping as part of a query. */
    static String mapping(String json) {
        return "&mapping=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
    }
}
