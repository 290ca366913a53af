package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.settings.Limits;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawWebSocket;

/**
 * Connections above the limits are refused, whatever they are for; others are not affected, and some places are
 * reserved.
 */
final class TooManyConnectionsTest {
    /** What the test's own clients need at 127.0.0.1, and a few more. */
    private static final int PER_ADDRESS = 2 * Runtime.getRuntime().availableProcessors() + 6;

    private static final int MAX = 5 * PER_ADDRESS;
    private static final int PUBLIC = MAX - MAX / 10;
    private static final String OPEN = "HTTP/1.1 101";
    private static final String OK = "HTTP/1.1 200";
    private static final String HEALTH = "/health/live";

    @RegisterExtension
    @Order(1)
    final LiveServer server = LiveServer.with(new Limits(MAX, PER_ADDRESS, 10, 0, 0, 0), "shop");

    @RegisterExtension
    @Order(2) // they leave before the server ends
    final Callers callers = new Callers(server::port);

    @Test
    void oneTooManyOfAnAddressIsRefusedAndAnotherAddressIsNot() throws IOException {
        assertTrue(callers.ask("127.0.0.2", "/ws/orders", RawWebSocket.UPGRADE).startsWith(OPEN));
        assertTrue(callers.ask("127.0.0.2", "/api/boards/shop/events", "").startsWith(OK));
        assertTrue(callers.ask("127.0.0.2", HEALTH, "").startsWith(OK), "it stays, for other requests");
        takePlaces("127.0.0.2", PER_ADDRESS - 3);
        refused(429, callers.ask("127.0.0.2", "/ws/orders", RawWebSocket.UPGRADE));
        refused(429, callers.ask("127.0.0.2", "/api/boards/shop/events", ""));
        refused(429, callers.ask("127.0.0.2", HEALTH, ""));
        assertTrue(callers.ask("127.0.0.3", "/ws/orders", RawWebSocket.UPGRADE).startsWith(OPEN));
        assertEquals(3, server.limits().refusedPerAddress.sum());
        assertEquals(200, server.send("GET", "/api/boards/shop", "").statusCode());
    }

    @Test
    void theLastPlacesAreForHealthOperatorsAndProducers() throws IOException {
        takePlaces(PUBLIC);
        refused(503, callers.ask("127.0.0.2", "/", ""));
        refused(503, callers.ask("127.0.0.2", "/ws/boards/shop", RawWebSocket.UPGRADE));
        refused(503, callers.ask("127.0.0.2", "/api/boards/shop/events", ""));
        assertTrue(callers.ask("127.0.0.2", HEALTH, "").startsWith(OK));
        assertTrue(callers.ask("127.0.0.2", "/api/streams", "").startsWith(OK));
        Await.until("they leave when they are answered", () -> open() == PUBLIC);
        assertTrue(callers.ask("127.0.0.2", "/ws/orders", RawWebSocket.UPGRADE).startsWith(OPEN));
        assertTrue(Callers.isClosed(callers.connect("127.0.0.2")), "who asks for nothing leaves");
        Await.until("a producer stays", () -> open() == PUBLIC + 1);
        assertEquals(3, server.limits().refusedInAll.sum());

        callers.leave(0);
        callers.leave(1);
        Await.until("their places are free", () -> open() == PUBLIC - 1);
        assertEquals(OK, callers.ask("127.0.0.2", "/", ""));
    }

    @Test
    void whenAllPlacesAreTakenWhoComesIsClosedAtOnce() throws IOException {
        takePlaces(PUBLIC);
        while (open() < MAX) {
            assertTrue(
                    callers.ask("127.0.0.2", "/ws/orders", RawWebSocket.UPGRADE).startsWith(OPEN));
        }
        assertTrue(Callers.isClosed(callers.connect("127.0.0.3")));
        Await.until("it has no place", () -> open() == MAX);
        assertEquals(1, server.limits().refusedInAll.sum());
    }

    @Test
    void aRefusedUpgradeGivesItsPlaceBack() throws IOException {
        int before = open();
        String answer =
                callers.ask("127.0.0.2", "/ws/orders", RawWebSocket.UPGRADE.replace("Version: 13", "Version: 8"));

        assertTrue(answer.startsWith("HTTP/1.1 426"), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n"), answer);
        Await.until("its place is free", () -> open() == before);
    }

    private void takePlaces(int all) throws IOException {
        for (int i = 1; open() < all; i++) {
            takePlaces("127.0.1." + i, Math.min(PER_ADDRESS, all - open()));
        }
    }

    private void takePlaces(String from, int count) throws IOException {
        int before = open();
        for (int i = 0; i < count; i++) {
            callers.connect(from);
        }
        Await.until("all accepted", () -> open() == before + count);
    }

    private int open() {
        return server.limits().connections.get();
    }

    private static void refused(int status, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("\r\nretry-after: 1\r\n"), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertTrue(answer.contains("too many connections"), answer);
        assertFalse(answer.contains("org.livetally"), answer);
    }
}
