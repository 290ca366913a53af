package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawWebSocket;

/** Meaningless requests: each is the client's mistake, and however many there are, the log hardly grows. */
final class BadRequestsTest {
    private static final int MANY = 200;
    private static final int FEW_LINES = 4;
    private static final List<String> BAD_QUERIES =
            List.of("%zz", "fields=%", "viewer=%4", "token=%", "a=%e4%", "%00%", "after=%g1&limit=1");
    private static final List<String> BAD_HEADERS = List.of(
            "Cookie: %zz=\u0001; ;=;",
            "Authorization: Bearer \u00ff%zz",
            "Content-Type: multipart/form-data",
            "Content-Type: ;%zz",
            "Content-Length: 7x",
            "Transfer-Encoding: %zz",
            "Range: bytes=%zz",
            "If-None-Match: %zz",
            "Accept: %zz;q=%",
            "Accept-Encoding: \u0007",
            "Origin: %zz",
            "Host: [%zz",
            "Expect: %zz",
            "X-Forwarded-For: %zz,,\u001b",
            "Upgrade: websocket");

    @RegisterExtension
    static final LiveServer server = LiveServer.with("shop");

    static Stream<String> paths() {
        return Stream.of(
                "/",
                "/console",
                "/board/shop",
                "/overlay/shop",
                "/live/shop",
                "/lib/livetally-client.js",
                "/_static/nothing",
                "/api",
                "/api/openapi.json",
                "/api/session",
                "/api/streams",
                "/api/streams/shop",
                "/api/streams/shop/products",
                "/api/streams/shop/products.csv",
                "/api/streams/shop/products.xlsx",
                "/api/streams/shop/images",
                "/api/streams/shop/images/a.png",
                "/api/streams/shop/orders",
                "/api/streams/shop/orders/o-1",
                "/api/streams/shop/orders.csv",
                "/api/streams/shop/exports/ledger.xlsx",
                "/api/streams/shop/deals",
                "/api/streams/shop/deals.csv",
                "/api/boards/shop",
                "/api/boards/shop/events",
                "/api/connections",
                "/api/orders",
                "/api/tokens",
                "/api/tokens/x",
                "/api/qr",
                "/ws/orders",
                "/ws/boards/shop",
                "/ws/streams/shop/audience",
                "/health/live",
                "/health/ready",
                "/metrics",
                "/nowhere");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aQueryThatCannotBeDecodedIsTheClientsMistakeOnEveryPath(String path) {
        List<LogRecord> logged = logging(() -> {
            for (String method : List.of("GET", "POST")) {
                for (String query : BAD_QUERIES) {
                    String address = path + "?" + query;
                    assertEquals(400, status(method + " " + address + " HTTP/1.1", ""), address);
                    if (path.startsWith("/ws/")) {
                        assertEquals(400, status("GET " + address + " HTTP/1.1", RawWebSocket.UPGRADE), address);
                    }
                }
            }
        });

        assertEquals(List.of(), logged.stream().map(LogRecord::getMessage).toList());
    }

    @ParameterizedTest
    @MethodSource("paths")
    void noRequestIsOurMistakeWhateverIsInIt(String path) {
        List<LogRecord> logged = logging(() -> {
            Stream.of("/%zz", "/%", "/%ff%fe", "//", "/..%2f", "/\u00ff", "/%1b%07%0d%0a", "/a%00")
                    .forEach(end -> assertClients("GET " + path + end + " HTTP/1.1", ""));
            Stream.of("ZZ", "TRACE", "CONNECT", "OPTIONS", "PUT", "DELETE", "\u001b[31m")
                    .forEach(method -> assertClients(method + " " + path + " HTTP/1.1", ""));
            Stream.of("GET http://[%zz" + path + " HTTP/1.1", "GET * HTTP/1.1", "GET " + path + " HTTP/9.9")
                    .forEach(line -> assertClients(line, ""));
            BAD_HEADERS.forEach(header -> assertClients("GET " + path + " HTTP/1.1", header + "\r\n"));
            BAD_HEADERS.forEach(header -> assertClients("POST " + path + " HTTP/1.1", header + "\r\n"));
        });

        assertFew(logged);
    }

    @Test
    void aFloodOfThemLeavesNextToNothingInTheLog() {
        List<LogRecord> logged = logging(() -> {
            for (int i = 0; i < MANY; i++) {
                assertClients("GET /api/boards/shop?fields=%zz" + i + " HTTP/1.1", "");
                assertClients("GET /" + i + "\u001b%zz HTTP/1.1", "");
                assertClients("\u0007" + i + " / HTTP/1.1", "");
            }
        });

        assertFew(logged);
    }

    private static void assertClients(String line, String headers) {
        int status = status(line, headers);
        assertTrue(status < 500 || status == 501 || status == 505, () -> line + " " + headers + " got " + status);
    }

    private static void assertFew(List<LogRecord> logged) {
        List<String> lines = logged.stream()
                .map(line -> line.getMessage() + line.getThrown())
                .toList();
        assertTrue(lines.size() <= FEW_LINES, lines::toString);
        assertTrue(lines.stream().allMatch(line -> line.length() < 1_000), lines::toString);
    }

    /** The status of the answer to this request on a connection of its own; 0 if it was closed without one. */
    private static int status(String line, String headers) {
        String host = headers.startsWith("Host:") ? "" : "Host: 127.0.0.1\r\n";
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            String text = line + "\r\n" + host + headers + "\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            byte[] head = socket.getInputStream().readNBytes(12);
            return head.length < 12 ? 0 : Integer.parseInt(new String(head, 9, 3, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return 0; // reset: it had sent more than was read
        }
    }

    /** What is logged meanwhile, from INFO up, as when the program runs. */
    private static List<LogRecord> logging(Runnable requests) {
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.INFO);
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            requests.run();
        } finally {
            root.removeHandler(handler);
        }
        return logged;
    }
}
