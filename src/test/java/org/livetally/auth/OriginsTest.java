package org.livetally.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    private static GuardedServer server;

    @BeforeAll
    static void start() {
        server = new GuardedServer(new AccessSettings(true, List.of(SECRET), List.of("https://shop.example:8443")));
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
        SettingException refused = assertThrows(SettingException.class, () -> AccessSettings.of(null, null, origin));

        assertTrue(refused.toString().contains("--allowed-origins must be like"));
    }

    @Test
    void noOriginsAreAllowedByDefault() {
        assertEquals(List.of(), AccessSettings.of(null, null, "").allowedOrigins());
    }
}
