package org.livetally.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.BasePath;
import org.livetally.settings.Settings;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/** A server below a path: one that was chosen, or that a trusted proxy names. */
final class PrefixTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @RegisterExtension
    static final LiveServer chosen =
            LiveServer.with(settings("").with(BasePath.of("/tally").orElseThrow()), InstantSource.system(), "naqu");

    @Test
    void aProxyMayLeaveThePathOrTakeItAway() throws Exception {
        for (String before : new String[] {"/tally", ""}) {
            assertEquals(200, send(chosen, "GET", before + "/console", "").statusCode());
            assertEquals(
                    200,
                    send(chosen, "GET", before + "/api/boards/naqu?fields=totals", "")
                            .statusCode());
            HttpResponse<String> problem = send(chosen, "GET", before + "/api/boards/naqu?fields=no", "");
            assertEquals("fields", new JsonObject(problem.body()).getString("field"));
            try (RawWebSocket board = chosen.open(before + "/ws/boards/naqu?fields=totals")) {
                assertTrue(board.next().contains("\"snapshot\""));
            }
        }
        HttpResponse<String> base = send(chosen, "GET", "/tally?lang=en", "");
        assertEquals(308, base.statusCode());
        assertEquals("/tally/?lang=en", location(base));
        assertEquals(404, send(chosen, "GET", "/tallyho/console", "").statusCode());
        assertEquals(
                404,
                send(chosen, "GET", "/tally".repeat(1_300) + "/console", "").statusCode(),
                "taken away once, and not again and again");
    }

    @Test
    void whatTheServerWritesBeginsWithThePath() throws Exception {
        assertEquals("/tally/api/streams/s-1", locationOf(chosen, "s-1", "/other"));
        String campaign = "{\"id\":\"fair\",\"title\":\"Fair\",\"streams\":[\"naqu\"]}";
        assertEquals("/tally/api/campaigns/fair", location(send(chosen, "POST", "/api/campaigns", campaign)));
        String connector = "{\"stream\":\"naqu\",\"kind\":\"standard\",\"title\":\"Till\"}";
        HttpResponse<String> made = send(chosen, "POST", "/tally/api/connectors", connector);
        String id = new JsonObject(made.body()).getString("id");
        assertEquals("/tally/api/connectors/" + id, location(made));
        assertEquals("/tally/hooks/" + id, new JsonObject(made.body()).getString("url"));
        HttpResponse<String> read = send(chosen, "GET", "/api/connectors/" + id, "");
        assertEquals("/tally/hooks/" + id, new JsonObject(read.body()).getString("url"));
    }

    @Test
    void onlyATrustedProxyNamesAPath() throws Exception {
        LiveServer trusting = LiveServer.start(settings("127.0.0.1"), InstantSource.system());
        LiveServer wary = LiveServer.start(settings("10.0.0.1"), InstantSource.system());
        try {
            assertEquals("/shop/tally/api/streams/of-1", locationOf(trusting, "of-1", "/shop/tally"));
            assertEquals("/tally/api/streams/of-2", locationOf(trusting, "of-2", "/tally/"));
            assertEquals("/api/streams/of-3", locationOf(wary, "of-3", "/tally"));
            int n = 4;
            for (String said : new String[] {"//evil.example", "https://evil.example", "/..", "/a,/b", ""}) {
                String id = "of-" + n++;
                assertEquals("/api/streams/" + id, locationOf(trusting, id, said));
            }
        } finally {
            trusting.close();
            wary.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tally", "/a//b", "/./a", "/a/..", "/a?b", "/ä", "/a b", "//", "/1/2/3/4/5"})
    void aPathIsPlain(String text) {
        assertTrue(BasePath.of(text).isEmpty(), text);
        assertFalse(BasePath.of("/tally/").isEmpty());
    }

    private static Settings settings(String trusted) {
        AccessSettings access = AccessSettings.of(null, null, null, trusted);
        return new Settings("127.0.0.1", 0, TestRedis.uri(), Path.of("no-data-of-its-own"), access);
    }

    private static String locationOf(LiveServer server, String id, String prefix)
            throws IOException, InterruptedException {
        String stream = "{\"id\":\"" + id + "\",\"title\":\"T\"}";
        return location(send(server, "POST", "/api/streams", stream, "X-Forwarded-Prefix", prefix));
    }

    private static HttpResponse<String> send(
            LiveServer server, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
    }
}
