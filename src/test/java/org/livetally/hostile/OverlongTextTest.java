package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;

/** Bytes that a lenient parser takes for text, in the bodies of requests; those of sockets are in {@code TextMessagesTest}. */
final class OverlongTextTest {
    /** An {@code A}, a slash and a NUL in two bytes, a slash in three, a surrogate, a character above the last one. */
    private static final String[] BROKEN = {"C181", "C0AF", "C080", "E080AF", "EDA080", "F4908080", "80", "C3"};

    @RegisterExtension
    static final LiveServer server = LiveServer.with("shop");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The text with these bytes in the place of the mark. */
    private static byte[] with(String text, String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int mark = text.indexOf('#');
        bytes.writeBytes(text.substring(0, mark).getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(java.util.HexFormat.of().parseHex(hex));
        bytes.writeBytes(text.substring(mark + 1).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static HttpResponse<String> send(String method, String path, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /api/streams | {\"id\":\"made\",\"title\":\"a#\"}",
                "PATCH | /api/streams/shop | {\"title\":\"a#\"}",
                "PUT | /api/streams/shop/products | {\"tea\":{\"name\":\"a#\"}}",
                "PUT | /api/streams/shop/groups | {\"a#\":{}}",
                "POST | /api/qr | {\"text\":\"a#\"}",
                "POST | /api/campaigns | {\"id\":\"c\",\"title\":\"a#\"}",
                "POST | /api/verify/shop | {\"a\":\"a#\"}"
            })
    void isRefusedInEachBodyOfRest(String method, String path, String body) throws Exception {
        for (String hex : BROKEN) {
            HttpResponse<String> answer = send(method, path, with(body, hex));
            assertEquals(400, answer.statusCode(), hex + ": " + answer.body());
            assertTrue(answer.body().contains("JSON"), answer::body);
        }
    }

    @Test
    void isRefusedInOrders() throws Exception {
        String order = OrderJson.order("shop", "a#", 100).encode();
        for (String hex : BROKEN) {
            HttpResponse<String> answer = send("POST", "/api/orders", with(order, hex));
            assertTrue(answer.body().contains("\"code\":\"invalid_json\""), hex + answer.body());
            assertTrue(answer.body().contains("text must be UTF-8"), answer::body);
        }
        assertFalse(server.send("GET", "/api/streams/shop/orders", "").body().contains("\"a"));
    }

    @Test
    void isUnreadableInDeliveries() {
        for (String hex : BROKEN) {
            assertThrows(UnreadableException.class, () -> HookJson.parse(with("{\"id\":\"a#\"}", hex)), hex);
        }
    }
}
