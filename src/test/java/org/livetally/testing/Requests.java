package org.livetally.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests to a server of this machine. */
public final class Requests {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final HttpClient SHARED = HttpClient.newHttpClient();

    private Requests() {}

    /** Sends a request; the body is JSON, or none if it is empty. */
    public static HttpResponse<String> send(int port, String method, String path, String body) {
        return send(SHARED, port, method, path, body);
    }

    /** The same over the connections of a client. */
    public static HttpResponse<String> send(HttpClient by, int port, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return by.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }
}
