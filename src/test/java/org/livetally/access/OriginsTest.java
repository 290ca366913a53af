package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.access.AccessServer.SECRET;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.SettingException;
import org.livetally.testing.RawRequest;

/** Which pages may open sockets, and under which names a server on loopback answers. */
final class OriginsTest {
    private static final String ALLOWED = "https://shop.example:8443";

    @RegisterExtension
    static final AccessServer server = AccessServer.with(new AccessSettings(true, List.of(SECRET), List.of(ALLOWED)));

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
        // Behind a proxy with TLS, which passes on its own name, with a port only if that is not 443.
        "shop.example, https://shop.example, 101",
        "shop.example:8443, https://shop.example:8443, 101",
        "shop.example, https://evil.example, 403",
        "shop.example, https://shop.example:8443, 403",
        "shop.example, https://shop.example.evil.example, 403",
        // Origins are compared as values, not as text (RFC 6454).
        "shop.example:443, https://shop.example, 101",
        "shop.example, https://shop.example:443, 101",
        "shop.example:80, http://shop.example, 101",
        "SHOP.example:443, https://shop.EXAMPLE, 101",
        "[fd00::1]:8080, http://[fd00::1]:8080, 101",
        "shop.example:443, http://shop.example, 403",
        "shop.example:80, https://shop.example, 403",
        "shop.example, https://shop.example:, 403",
        "shop.example, https://shop.example:99999, 403",
        "shop.example, https://x@shop.example, 403",
        "shop.example, 'https://shop.example, https://evil.example', 403",
        "shop.example, file://, 403",
    })
    void behindAProxyWithTlsAPageOfItsOriginIsOurOwn(String host, String origin, int status) {
        try (AccessServer open = AccessServer.started(
                AccessServer.on("0.0.0.0", new AccessSettings(true, List.of(SECRET), List.of())))) {
            RawRequest handshake =
                    RawRequest.of("WS", "/ws/orders", "").with("Host: " + host).with("Origin: " + origin);

            assertEquals(status, open.send(handshake, open.operator()).status());
        }
    }

    @Test
    void anAllowedOriginIsTheSameHoweverItIsWritten() {
        AccessSettings written = AccessSettings.of(true, SECRET, "HTTPS://Shop.Example:443", null);
        try (AccessServer other = AccessServer.started(AccessServer.with(written))) {
            RawRequest handshake = RawRequest.of("WS", "/ws/orders", "").with("Origin: https://shop.example");
            RawRequest board = RawRequest.of("GET", "/api/boards/shop", "").with("Origin: https://shop.example");

            assertEquals(101, other.send(handshake, other.operator()).status());
            RawRequest.Answer answer = other.send(board, other.operator());
            assertTrue(answer.hasHeader("access-control-allow-origin: https://shop.example\r\n"), answer::head);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example:8443, '', 403",
        "https://shop.example:8443, cross-site, 403",
        "https://shop.example:8443, same-site, 403",
        // A proxy that does not pass on the name it was asked by: the browser says that the page has the same origin.
        "https://shop.example:8443, same-origin, 200",
        "https://shop.example, same-origin, 403",
    })
    void aPageOfAnAllowedOriginMayNotChangeAnythingUnlessItIsOurOwn(String origin, String site, int status) {
        RawRequest change = RawRequest.of("PATCH", "/api/streams/shop", "{\"title\":\"New\"}")
                .with("Origin: " + origin);
        RawRequest sent = site.isEmpty() ? change : change.with("Sec-Fetch-Site: " + site);

        assertEquals(status, server.send(sent, server.operator()).status());
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
        // A name can be made to point here, an address cannot: probes and proxies may use one.
        "10.1.2.3, 200",
        "10.1.2.3:8080, 200",
        "[fd00::1]:8080, 200",
        "evil.example, 421",
        "evil.example:8080, 421",
        "10.1.2.3.evil.example, 421",
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
