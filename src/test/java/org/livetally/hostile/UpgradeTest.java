package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.testing.LiveServer;

/** Invalid requests for a WebSocket, and requests that do not wait for their answer. */
final class UpgradeTest {
    private static final String STREAM = "upgrades";
    private static final String HEADERS = "Host: localhost\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bGl2ZXRhbGx5LXRlc3QtMQ==\r\n";
    private static final String ORDER =
            "{\"type\":\"order\",\"id\":\"o-1\",\"stream\":\"upgrades\",\"lines\":[{\"sku\":\"a\",\"qty\":1,\"amount\":1}]}";

    @RegisterExtension
    static final LiveServer server = LiveServer.with(STREAM);

    @ParameterizedTest
    @CsvSource({
        "Upgrade: websocket, Upgrade: h2c, 426",
        "'Connection: keep-alive, Upgrade', Connection: keep-alive, 426",
        "Sec-WebSocket-Version: 13, Sec-WebSocket-Version: 8, 426",
        "bGl2ZXRhbGx5LXRlc3QtMQ==, c2hvcnQ=, 400",
        "bGl2ZXRhbGx5LXRlc3QtMQ==, no key, 400",
        "Host: localhost, 'Host: localhost\r\nContent-Length: 2', 400",
        "Host: localhost, 'Host: localhost\r\nTransfer-Encoding: chunked', 400"
    })
    void whatIsNoProperRequestIsRefused(String header, String instead, int status) throws IOException {
        String request = "GET /ws/orders HTTP/1.1\r\n" + HEADERS.replace(header, instead) + "\r\n";
        assertTrue(first(request).startsWith("HTTP/1.1 " + status), () -> "instead of " + header + ": " + instead);
    }

    @Test
    void nothingMayFollowTheRequestAsHttp() throws IOException {
        String after =
                "POST /api/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + ORDER.length() + "\r\n\r\n" + ORDER;
        String answers = all("GET /ws/boards/" + STREAM + " HTTP/1.1\r\n" + HEADERS + "\r\n" + after);
        assertFalse(answers.contains("\"result\""), answers);
        assertEquals(0, server.board(STREAM, "totals").getLong("orders"));
    }

    @Test
    void aMessageThatCameTooEarlyIsTaken() throws IOException {
        String request = "GET /ws/orders HTTP/1.1\r\n" + HEADERS + "\r\n" + masked("{}");
        StringBuilder answers = new StringBuilder();
        try (Socket socket = send(request)) {
            while (answers.indexOf("invalid_order") < 0) {
                int next = socket.getInputStream().read();
                assertTrue(next >= 0, () -> "ended after " + answers);
                answers.append((char) next);
            }
        }
        assertTrue(answers.toString().startsWith("HTTP/1.1 101"), answers::toString);
    }

    /** A text frame with a key of zeros. */
    private static String masked(String text) {
        return "\u0081" + (char) (0x80 | text.length()) + "\0\0\0\0" + text;
    }

    private static String first(String request) throws IOException {
        try (Socket socket = send(request)) {
            byte[] some = new byte[1024];
            int length = socket.getInputStream().read(some);
            return new String(some, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
        }
    }

    private static String all(String request) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Socket socket = send(request)) {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.append((char) next);
            }
        } catch (java.net.SocketException e) {
            return all.toString(); // a reset is an end, too
        }
        return all.toString();
    }

    private static Socket send(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
