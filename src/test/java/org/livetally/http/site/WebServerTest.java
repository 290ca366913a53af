package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/** The frame around all routes: failures and headers. */
final class WebServerTest {
    @RegisterExtension
    final SiteServer server = SiteServer.with(link -> List.of(this::routes));

    private void routes(Router router) {
        router.get("/problem")
                .handler(context -> context.fail(Problem.invalidField("goal", Rule.INTEGER_RANGE.reason(1, 7))));
        router.get("/thrown").handler(context -> {
            throw new IllegalStateException("secret of ours");
        });
        router.get("/failed").handler(context -> context.fail(502, new IllegalStateException("secret of ours")));
        router.get("/busy")
                .handler(context -> context.fail(Problem.of(503, Rule.UNAVAILABLE.reason(Rule.REDIS_SILENT.reason()))));
        router.get("/crowded").handler(context -> context.fail(Problem.of(429, Rule.ADDRESS_CONNECTIONS.reason())));
        router.get("/cut")
                .handler(context -> context.response()
                        .setChunked(true)
                        .write("half")
                        .onSuccess(written -> context.fail(new IllegalStateException("too late"))));
        router.get("/ws")
                .handler(context -> context.request()
                        .toWebSocket()
                        .onSuccess(socket -> socket.frameHandler(frame -> socket.writeTextMessage(
                                "got " + frame.binaryData().length()))));
        router.post("/body")
                .handler(BodyHandler.create(false).setBodyLimit(10))
                .handler(context -> context.end("took it"));
    }

    @Test
    void problemIsAnsweredAsProblemJson() {
        HttpResponse<String> response = server.get("/problem");
        assertProblem(400, response);
        assertEquals(
                "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"must be an integer from 1 to 7\",\"rule\":\"integer_range\",\"params\":{\"min\":1,\"max\":7},"
                        + "\"field\":\"goal\"}",
                response.body());
    }

    @Test
    void reasonWithinAReasonHasItsOwnRule() {
        String body = server.get("/busy").body();
        assertTrue(
                body.endsWith("\"detail\":\"Redis does not answer.\",\"rule\":\"unavailable\","
                        + "\"params\":{\"why\":{\"rule\":\"redis_silent\",\"params\":{}}}}"),
                body);
    }

    @Test
    void aFloodOfRefusalsIsOneLineAndDoesNotHideAnotherKind() {
        List<LogRecord> logged = new CopyOnWriteArrayList<>();

        logging(logged, () -> {
            for (int i = 0; i < 50; i++) {
                assertProblem(503, server.get("/busy?token=hush"));
                assertProblem(429, server.get("/crowded"));
            }
            return server.get("/busy");
        });

        assertEquals(
                List.of(
                        "503 for GET /busy: Redis does not answer.",
                        "429 for GET /crowded: There are too many connections from your address. Try again later."),
                logged.stream().map(LogRecord::getMessage).toList());
    }

    @Test
    void unexpectedFailureTellsNothingAndIsLoggedOnce() {
        for (String path : List.of("/thrown?token=hush", "/failed?token=hush")) {
            List<LogRecord> logged = new CopyOnWriteArrayList<>();
            HttpResponse<String> response = logging(logged, () -> server.get(path));
            assertProblem(path.startsWith("/thrown") ? 500 : 502, response);
            assertFalse(response.body().contains("secret"), response.body());
            assertEquals(1, logged.size());
            assertEquals("secret of ours", logged.get(0).getThrown().getMessage());
            assertFalse(logged.get(0).getMessage().contains("hush"), "a token in the log");
        }
    }

    @Test
    void badRequestsAreNotLogged() {
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        logging(logged, () -> server.get("/problem"));
        logging(logged, () -> server.get("/nowhere"));
        assertEquals(List.of(), logged);
    }

    @Test
    void whatIsUnavailableSaysWhenToRetry() {
        HttpResponse<String> response = server.get("/busy");
        assertProblem(503, response);
        assertEquals("1", header(response, "Retry-After"));
        assertEquals("", header(server.get("/problem"), "Retry-After"));
    }

    @Test
    void failureAfterTheHeadCutsTheAnswer() throws IOException {
        assertFalse(raw("GET /cut HTTP/1.1\r\nHost: x\r\n\r\n").endsWith("0\r\n\r\n"), "it looks whole");
    }

    @Test
    void unknownPathsAndMethodsAreProblems() throws IOException {
        assertProblem(404, server.get("/nowhere"));
        assertProblem(404, server.send("POST", "/nowhere", "{}"));
        HttpResponse<String> wrongMethod = server.send("DELETE", "/problem", "");
        assertProblem(405, wrongMethod);
        assertEquals("GET", header(wrongMethod, "Allow"));
        assertEquals("GET, HEAD", header(server.send("PUT", "/board/s", ""), "Allow"));
        assertEquals("GET, HEAD", header(server.send("POST", "/health/live", ""), "Allow"));
        String badEscape = raw("GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertTrue(badEscape.startsWith("HTTP/1.1 40"), badEscape);
        assertTrue(badEscape.contains("application/problem+json"), badEscape);
    }

    @Test
    void largeBodyIsAProblem() {
        assertEquals("took it", server.send("POST", "/body", "0123456789").body());
        assertProblem(413, server.send("POST", "/body", "0123456789x"));
        assertProblem(
                413,
                server.send(server.request("/body")
                        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("0123456789, chunked")))));
    }

    @Test
    void longAddressIsRefused() {
        assertEquals(404, server.get("/" + "a".repeat(8_000)).statusCode());
        assertEquals(414, server.get("/" + "a".repeat(9_000)).statusCode());
    }

    /** Two minutes are too long for a test; Vert.x tests itself that it closes idle connections. */
    @Test
    void connectionsThatSayNothingAreNotKept() {
        HttpServerOptions options = WebServer.options();

        assertEquals(120, options.getIdleTimeout());
        assertEquals(TimeUnit.SECONDS, options.getIdleTimeoutUnit());
    }

    @Test
    void everyAnswerIsGuarded() {
        for (String path : List.of("/", "/board/s", "/lib/board.js", "/nowhere", "/thrown", "/health/live")) {
            assertEquals("nosniff", header(server.get(path), "X-Content-Type-Options"), path);
            assertEquals("no-referrer", header(server.get(path), "Referrer-Policy"), path);
        }
    }

    private static void assertProblem(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals("application/problem+json", header(response, "Content-Type"));
        assertEquals(status, new JsonObject(response.body()).getInteger("status"));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Everything that the server sends until it closes the connection. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static HttpResponse<String> logging(List<LogRecord> records, Supplier<HttpResponse<String>> request) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            return request.get();
        } finally {
            root.removeHandler(handler);
        }
    }
}
