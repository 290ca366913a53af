package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.intake.connectors.HookFuzz;
import org.livetally.intake.connectors.SignedHook;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawRequest;

/** {@code POST /hooks/…} has no token: what strangers send there is their mistake, is short-lived, and says nothing. */
final class HookAttacksTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    /** What no log line holds: a stranger chooses it. */
    private static final String CHOSEN = "sender-chose-this";

    private static final String UNKNOWN = "/hooks/AAAAAAAAAAAAAAAAAAAAAA";
    private static final int MIB = 1 << 20;
    private static final int ROUNDS = 60;

    @RegisterExtension
    static final LiveServer server = LiveServer.with("shop");

    private static List<String> connectors = List.of();

    @BeforeAll
    static void connect() {
        connectors = new JsonArray(
                        server.send("GET", "/api/connectors/kinds", "").body())
                .stream()
                        .map(kind -> connect(((JsonObject) kind).getString("kind")))
                        .toList();
    }

    private static String connect(String kind) {
        JsonObject body =
                new JsonObject().put("kind", kind).put("stream", "shop").put("secret", SECRET);
        var made = server.send("POST", "/api/connectors", body.encode());
        assertEquals(201, made.statusCode(), made.body());
        return new JsonObject(made.body()).getString("id");
    }

    private static Hook signed(String body) {
        return SignedHook.standard(SECRET, CHOSEN, System.currentTimeMillis(), body);
    }

    private static String order(String id) {
        return "{\"type\":\"order\",\"id\":\"" + id + "\",\"note\":\"" + CHOSEN
                + "\",\"lines\":[{\"sku\":\"tea\",\"qty\":1,\"amount\":1}]}";
    }

    @Test
    void brokenDeliveriesAreNeverOurMistakeAndLeaveNothingInTheLog() {
        List<String> log = logging(() -> {
            server.live("logged");
            rotate(connect("standard"));
            Random random = new Random(15);
            for (String connector : connectors) {
                for (int round = 0; round < ROUNDS; round++) {
                    Hook broken = HookFuzz.broken(signed(order("fuzz-" + round)), random);
                    assertClients(connector, broken);
                    assertClients(connector, signed(broken.text())); // signed, so that it is read
                }
            }
        });
        assertFalse(log.isEmpty());
        assertTrue(log.stream().noneMatch(line -> line.contains(CHOSEN) || line.contains(SECRET)), log::toString);
        String metrics = server.send("GET", "/metrics", "").body();
        assertFalse(metrics.contains(SECRET) || metrics.contains(CHOSEN), metrics);
        assertEquals(List.of(), server.audit());
    }

    private static void rotate(String connector) {
        String body = new JsonObject().put("addSecret", SECRET).encode();
        assertEquals(
                200, server.send("PATCH", "/api/connectors/" + connector, body).statusCode());
        assertEquals(
                400,
                server.send("PATCH", "/api/connectors/" + connector, body.replace(SECRET, SECRET + "*"))
                        .statusCode());
    }

    private static void assertClients(String connector, Hook hook) {
        RawRequest request = RawRequest.of("POST", "/hooks/" + connector, hook.text());
        for (Map.Entry<String, String> header : hook.headers().entrySet()) {
            request = request.with(header.getKey() + ": " + header.getValue());
        }
        int status = request.send(server.port()).status();
        assertTrue(status == 200 || status == 400 || status == 401, () -> status + " for " + hook);
    }

    @Test
    void oneMebibyteIsReadAndNotAByteMore() {
        String path = "/hooks/" + connectors.get(0);
        assertEquals(
                401,
                RawRequest.of("POST", path, "x".repeat(MIB)).send(server.port()).status());
        assertEquals(
                413,
                RawRequest.of("POST", path, "x".repeat(MIB + 1))
                        .send(server.port())
                        .status());
    }

    @Test
    void aSlowBodyIsCutAfterFiveSeconds() throws IOException {
        long slow = server.limits().slowRequests.sum();
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            String head = "POST /hooks/" + connectors.get(0)
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{";
            long begun = System.nanoTime();
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            String text = new String(answer, StandardCharsets.US_ASCII);
            assertTrue(text.isEmpty() || text.startsWith("HTTP/1.1 408"), text);
            assertTrue(ms >= 4_500, ms + " ms");
            assertEquals(slow, server.limits().slowRequests.sum(), "it was cut as others are, after 10 s");
        }
    }

    @Test
    void onlyPostIsAnsweredAndAnUnknownAddressAlwaysAlike() {
        RawRequest.Answer unknown = RawRequest.of("POST", UNKNOWN, "{}").send(server.port());
        assertEquals(404, unknown.status());
        for (String path : List.of(UNKNOWN.replace('A', 'B'), "/hooks/short", "/hooks/..%2fapi", "/hooks/" + CHOSEN)) {
            assertEquals(
                    unknown.body(),
                    RawRequest.of("POST", path, "{}").send(server.port()).body(),
                    path);
            assertEquals(
                    unknown.body(),
                    RawRequest.of("POST", path, order("o-1"))
                            .send(server.port())
                            .body(),
                    path);
        }
        for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH")) {
            RawRequest.Answer known =
                    RawRequest.of(method, "/hooks/" + connectors.get(0), "").send(server.port());
            RawRequest.Answer none = RawRequest.of(method, UNKNOWN, "").send(server.port());
            assertEquals(none.status(), known.status(), method + " tells which addresses there are");
            assertTrue(known.status() == 404 || known.status() == 405, method + " " + known.head());
            assertEquals(none.body(), known.body(), method);
            assertFalse(known.hasHeader("access-control-allow-origin"), known.head());
        }
    }

    @Test
    void otherFormsOfRequestsAreRead() throws IOException {
        String path = "/hooks/" + connectors.get(0);
        assertEquals(200, raw(path, "HTTP/1.0", signed(order("old")), "", false));
        assertEquals(200, raw(path, "HTTP/1.1", signed(order("chunked")), "Transfer-Encoding: chunked\r\n", true));
        assertEquals(100, raw(path, "HTTP/1.1", signed(order("asked")), "Expect: 100-continue\r\n", false));
        Hook escaped = signed(order("escaped").replace(CHOSEN, "\u2028 \\/ \\u0026 \u725b\u8089"));
        assertEquals(200, raw(path, "HTTP/1.1", escaped, "Content-Type: text/plain\r\n", false));
    }

    /** The status of the first answer. The body comes in pieces that end within characters. */
    private static int raw(String path, String version, Hook hook, String header, boolean chunked) throws IOException {
        StringBuilder head = new StringBuilder("POST " + path + " " + version + "\r\nHost: localhost\r\n" + header);
        hook.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        if (!chunked) {
            head.append("Content-Length: " + hook.body().length + "\r\n");
        }
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            var out = socket.getOutputStream();
            out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            for (int at = 0; at < hook.body().length; at += 7) {
                int length = Math.min(7, hook.body().length - at);
                if (chunked) {
                    out.write((length + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                out.write(hook.body(), at, length);
                if (chunked) {
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                out.flush();
            }
            if (chunked) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.substring(9));
        }
    }

    /** The lines that are logged meanwhile, at any level. */
    private static List<String> logging(Runnable requests) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                Object[] parameters = line.getParameters() == null ? new Object[0] : line.getParameters();
                lines.add(line.getMessage() + " " + List.of(parameters) + " " + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("org.livetally");
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        try {
            requests.run();
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
        return lines;
    }
}
