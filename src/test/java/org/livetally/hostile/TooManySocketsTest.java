package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.livetally.settings.Limits;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** Sockets over the limits are refused with a reason and a time to come back; those within are not touched. */
final class TooManySocketsTest {
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: bGl2ZXRhbGx5LXRlc3QtMQ==\r\n";
    private static final String OPEN = "HTTP/1.1 101";

    private final LiveServer server = LiveServer.start(new Limits(3, 2, 10, 0, 0, 0));
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void live() {
        server.live("shop");
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void theThirdOfAnAddressIsRefusedAndAnotherAddressIsNot() throws IOException {
        assertTrue(ask("127.0.0.1", "/ws/orders", UPGRADE).startsWith(OPEN));
        assertTrue(ask("127.0.0.1", "/ws/boards/shop", UPGRADE).startsWith(OPEN));
        refused(429, ask("127.0.0.1", "/ws/orders", UPGRADE));
        refused(429, ask("127.0.0.1", "/api/boards/shop/events", ""));
        assertTrue(ask("127.0.0.2", "/ws/orders", UPGRADE).startsWith(OPEN));
        assertEquals(2, server.limits().refusedPerAddress.sum());
        assertEquals(200, server.send("GET", "/api/boards/shop", "").statusCode(), "other requests pass");
    }

    @Test
    void theFourthInAllIsRefusedUntilOneLeaves() throws IOException {
        assertTrue(ask("127.0.0.1", "/ws/orders", UPGRADE).startsWith(OPEN));
        assertTrue(ask("127.0.0.2", "/api/boards/shop/events", "").startsWith("HTTP/1.1 200"));
        assertTrue(ask("127.0.0.3", "/ws/orders", UPGRADE).startsWith(OPEN));
        refused(503, ask("127.0.0.4", "/ws/orders", UPGRADE));
        assertEquals(1, server.limits().refusedInAll.sum());
        assertEquals(3, server.limits().sockets.get());
        sockets.get(0).close();
        Await.until("its place is free", () -> server.limits().sockets.get() == 2);
        assertTrue(ask("127.0.0.4", "/ws/orders", UPGRADE).startsWith(OPEN));
    }

    private static void refused(int status, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        assertTrue(answer.toLowerCase(java.util.Locale.ROOT).contains("\r\nretry-after: 1\r\n"), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertTrue(answer.contains("too many connections"), answer);
        assertTrue(!answer.contains("org.livetally"), answer);
    }

    /** The first bytes of the answer; all of it, where the server closes. */
    private String ask(String from, String path, String headers) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        byte[] start = socket.getInputStream().readNBytes(12);
        boolean stays = new String(start, StandardCharsets.US_ASCII).matches("HTTP/1.1 (101|200)");
        byte[] rest = stays ? new byte[0] : socket.getInputStream().readAllBytes(); // ends, or the read times out
        return new String(start, StandardCharsets.US_ASCII) + new String(rest, StandardCharsets.UTF_8);
    }
}
