package org.livetally.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.auth.GuardedServer.SECRET;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.SettingException;

/** Whose pages may open sockets, and by what names a server on loopback may be asked. */
final class OriginsTest {
    private static final String ALLOWED = "https://shop.example:8443";
    private static GuardedServer server;

    @BeforeAll
    static void start() {
        server = new GuardedServer(new AccessSettings(true, List.of(SECRET), List.of(ALLOWED)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1, 101",
        "https://127.0.0.1, 101",
        "https://shop.example:8443, 101",
        "https://shop.example, 403",
        "http://shop.example:8443, 403",
        "https://shop.example:8443.evil.example, 403",
        "https://evil.example, 403",
        "null, 403"
    })
    void aSocketIsForPagesOfOurOwnOriginAndThoseAllowed(String origin, int status) {
        RawRequest handshake = RawRequest.of("WS", "/ws/orders", "").with("Origin: " + origin);

        assertEquals(status, server.send(handshake, server.operator()).status());
    }

    @ParameterizedTest
    @CsvSource({
        // Behind a proxy with TLS, which passes on its own name: with a port only where that is not 443.
        "shop.example, https://shop.example, 101",
        "shop.example:8443, https://shop.example:8443, 101",
        "shop.example, https://evil.example, 403",
        "shop.example, https://shop.example:8443, 403",
        "shop.example, https://shop.example.evil.example, 403",
    })
    void behindAProxyWithTlsAPageOfItsOriginIsOurOwn(String host, String origin, int status) {
        try (GuardedServer open = GuardedServer.on("0.0.0.0", new AccessSettings(true, List.of(SECRET), List.of()))) {
            RawRequest handshake =
                    RawRequest.of("WS", "/ws/orders", "").with("Host: " + host).with("Origin: " + origin);

            assertEquals(status, open.send(handshake, open.operator()).status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/boards/shop", "/api/boards/shop/events"})
    void aPageOfAnAllowedOriginMayReadBoardsWithAToken(String path) {
        RawRequest.Answer preflight = server.send(
                RawRequest.of("OPTIONS", path, "")
                        .with("Origin: " + ALLOWED)
                        .with("Access-Control-Request-Method: GET")
                        .with("Access-Control-Request-Headers: authorization"),
                "");
        RawRequest read = RawRequest.of("GET", path, "").with("Origin: " + ALLOWED);
        RawRequest.Answer board = server.send(read, server.operator());
        RawRequest.Answer refused = server.send(read, "nonsense");

        assertEquals(204, preflight.status());
        assertTrue(preflight.hasHeader("access-control-allow-origin: " + ALLOWED + "\r\n"), preflight::head);
        assertTrue(preflight.hasHeader("access-control-allow-methods: GET\r\n"), preflight::head);
        assertTrue(preflight.hasHeader("access-control-allow-headers: authorization\r\n"), preflight::head);
        assertFalse(preflight.hasHeader("access-control-allow-credentials"), preflight::head);
        assertEquals(200, board.status());
        assertTrue(board.hasHeader("access-control-allow-origin: " + ALLOWED + "\r\n"), board::head);
        assertFalse(board.hasHeader("access-control-allow-credentials"), board::head);
        assertEquals(401, refused.status());
        assertTrue(refused.hasHeader("access-control-allow-origin: " + ALLOWED + "\r\n"), "the page may know why");
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, /api/boards/shop",
        "https://evil.example, /api/boards/shop",
        "null, /api/boards/shop/events",
        "https://shop.example:8443, /api/streams",
        "https://shop.example:8443, /api/orders",
    })
    void otherOriginsAndOtherPathsGetNoSuchHeader(String origin, String path) {
        for (String method : List.of("OPTIONS", "GET")) {
            RawRequest.Answer answer = server.send(
                    RawRequest.of(method, path, "")
                            .with("Origin: " + origin)
                            .with("Access-Control-Request-Method: GET")
                            .with("Access-Control-Request-Headers: authorization"),
                    method.equals("GET") ? server.operator() : "");

            assertFalse(answer.hasHeader("access-control-"), answer::head);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, 200",
        "localhost, 200",
        "LocalHost:9, 200",
        "[::1]:8080, 200",
        "shop.example, 200",
        "evil.example, 421",
        "evil.example:8080, 421",
        "127.0.0.1.evil.example, 421",
        "localhost.evil.example:80, 421",
        "'', 421"
    })
    void onLoopbackNobodyElsesNameLeadsHere(String host, int status) {
        RawRequest list = RawRequest.of("GET", "/api/streams", "").with("Host: " + host);

        assertEquals(status, server.send(list, server.operator()).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example",
                "*",
                "https://shop.example/",
                "ftp://shop.example",
                "https://",
                "https://a b",
                ","
            })
    void whatIsNoOriginIsRefused(String origin) {
        SettingException refused =
                assertThrows(SettingException.class, () -> AccessSettings.of(null, null, origin, null));

        assertTrue(refused.toString().contains("--allowed-origins must be like"));
    }

    @Test
    void noOriginsAreAllowedByDefault() {
        assertEquals(List.of(), AccessSettings.of(null, null, "", null).allowedOrigins());
    }
}
