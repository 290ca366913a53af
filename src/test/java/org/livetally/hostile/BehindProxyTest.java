package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Limits;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/** The limit of an address behind a reverse proxy: each client has its own, and none can use another's. */
final class BehindProxyTest {
    private static final String PROXY = "127.0.0.1";
    private static final String STRANGER = "127.0.0.2";

    @RegisterExtension
    @Order(1)
    final LiveServer server = LiveServer.with(
            new Settings(
                    PROXY,
                    0,
                    TestRedis.uri(),
                    Path.of("no-data-of-its-own"),
                    AccessSettings.of(null, null, null, PROXY),
                    new Limits(0, 2, 10, 0, 0, 0)),
            InstantSource.system(),
            "shop");

    @RegisterExtension
    @Order(2) // they leave before the server ends
    final Callers callers = new Callers(server::port);

    @Test
    void eachClientOfATrustedProxyHasItsOwnLimit() throws IOException {
        for (String client : new String[] {"198.51.100.1", "198.51.100.2"}) {
            assertEquals(101, ask(PROXY, client));
            assertEquals(101, ask(PROXY, "203.0.113.99, " + client), "what stands further left is hearsay");
            int before = server.limits().connections.get();
            assertEquals(429, ask(PROXY, client));
            Await.until("it is gone", () -> server.limits().connections.get() == before);
        }
        int before = server.limits().connections.get();
        callers.leave(0);
        Await.until("its place is free", () -> server.limits().connections.get() == before - 1);
        assertEquals(101, ask(PROXY, "198.51.100.1"));
        assertEquals(429, ask(PROXY, "198.51.100.2"));
    }

    @Test
    void aStrangerCannotSayThatItIsSomebodyElse() throws IOException {
        assertEquals(101, ask(STRANGER, "198.51.100.1"));
        assertEquals(101, ask(STRANGER, "198.51.100.2"));
        assertEquals(429, ask(STRANGER, "198.51.100.3"));
        assertEquals(101, ask(PROXY, "198.51.100.1"), "whom it named has lost nothing");
    }

    private int ask(String from, String forwarded) throws IOException {
        String answer =
                callers.ask(from, "/ws/orders", RawWebSocket.UPGRADE + "X-Forwarded-For: " + forwarded + "\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 "), answer);
        return Integer.parseInt(answer.substring(9, 12));
    }
}
