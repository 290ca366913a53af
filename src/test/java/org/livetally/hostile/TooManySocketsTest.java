package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.livetally.settings.Limits;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** Sockets over the limits are refused with a reason and a time to come back; those within are not touched. */
final class TooManySocketsTest {
    private static final String OPEN = "HTTP/1.1 101";

    private final LiveServer server = LiveServer.start(new Limits(3, 2, 10, 0, 0, 0));
    private final Callers callers = new Callers(server::port);

    @BeforeEach
    void live() {
        server.live("shop");
    }

    @AfterEach
    void stop() throws IOException {
        callers.close();
        server.close();
    }

    @Test
    void theThirdOfAnAddressIsRefusedAndAnotherAddressIsNot() throws IOException {
        assertTrue(callers.ask("127.0.0.1", "/ws/orders", Callers.UPGRADE).startsWith(OPEN));
        assertTrue(callers.ask("127.0.0.1", "/ws/boards/shop", Callers.UPGRADE).startsWith(OPEN));
        refused(429, callers.ask("127.0.0.1", "/ws/orders", Callers.UPGRADE));
        refused(429, callers.ask("127.0.0.1", "/api/boards/shop/events", ""));
        assertTrue(callers.ask("127.0.0.2", "/ws/orders", Callers.UPGRADE).startsWith(OPEN));
        assertEquals(2, server.limits().refusedPerAddress.sum());
        assertEquals(200, server.send("GET", "/api/boards/shop", "").statusCode(), "other requests pass");
    }

    @Test
    void theFourthInAllIsRefusedUntilOneLeaves() throws IOException {
        assertTrue(callers.ask("127.0.0.1", "/ws/orders", Callers.UPGRADE).startsWith(OPEN));
        assertTrue(callers.ask("127.0.0.2", "/api/boards/shop/events", "").startsWith("HTTP/1.1 200"));
        assertTrue(callers.ask("127.0.0.3", "/ws/orders", Callers.UPGRADE).startsWith(OPEN));
        refused(503, callers.ask("127.0.0.4", "/ws/orders", Callers.UPGRADE));
        assertEquals(1, server.limits().refusedInAll.sum());
        assertEquals(3, server.limits().sockets.get());
        callers.leave(0);
        Await.until("its place is free", () -> server.limits().sockets.get() == 2);
        assertTrue(callers.ask("127.0.0.4", "/ws/orders", Callers.UPGRADE).startsWith(OPEN));
    }

    private static void refused(int status, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        assertTrue(answer.toLowerCase(java.util.Locale.ROOT).contains("\r\nretry-after: 1\r\n"), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertTrue(answer.contains("too many connections"), answer);
        assertTrue(!answer.contains("org.livetally"), answer);
    }
}
