package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.access.AccessServer.FAIR;
import static org.livetally.access.AccessServer.OTHER;
import static org.livetally.access.AccessServer.SECRET;
import static org.livetally.access.AccessServer.SHOP;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.RawRequest;
import org.livetally.testing.RawWebSocket;

/** The connections that operators see: each from its opening to its end, however it ends. */
final class ConnectionsTest {
    private static final String NOBODY = "{\"producers\":0,\"audience\":0,\"screens\":0,\"streams\":{}}";

    @RegisterExtension
    static final AccessServer server = AccessServer.with(SECRET);

    @AfterEach
    void nobodyIsLeftInTheCount() {
        awaitConnections(NOBODY, server.operator());
    }

    @Test
    void eachKindIsCountedByItsStream() {
        try (RawWebSocket producer = server.open("/ws/orders", server.token(Role.PRODUCER, SHOP));
                RawWebSocket viewer = server.open("/ws/streams/shop/audience?viewer=v", server.operator());
                RawWebSocket second = server.open("/ws/streams/shop/audience?viewer=w", server.operator());
                RawWebSocket screen = server.open("/ws/boards/shop", server.operator());
                RawWebSocket other = server.open("/ws/boards/other", server.operator())) {
            awaitConnections(
                    "{\"producers\":1,\"audience\":2,\"screens\":2,\"streams\":{"
                            + "\"other\":{\"audience\":0,\"screens\":1},\"shop\":{\"audience\":2,\"screens\":1}}}",
                    server.operator());
            awaitConnections(
                    "{\"producers\":1,\"audience\":0,\"screens\":1,\"streams\":{"
                            + "\"other\":{\"audience\":0,\"screens\":1}}}",
                    server.token(Role.OPERATOR, OTHER));
            producer.send("[]");
            viewer.send("{}");
            second.send("{}");
            assertEquals(
                    "snapshot snapshot",
                    new JsonObject(screen.next()).getString("type") + " "
                            + new JsonObject(other.next()).getString("type"));
        }
    }

    @Test
    void anEventStreamIsAScreenUntilItsClientLeaves() throws IOException {
        try (Socket events = events(FAIR, server.operator())) {
            awaitConnections(
                    "{\"producers\":0,\"audience\":0,\"screens\":1,\"streams\":{"
                            + "\"fair\":{\"audience\":0,\"screens\":1}}}",
                    server.operator());
            assertEquals('H', events.getInputStream().read());
        }
    }

    @Test
    void anEventStreamIsAScreenUntilItsTokenIsRevoked() throws IOException {
        String token = server.token(Role.SCREEN, SHOP);
        try (Socket events = events(SHOP, token)) {
            awaitConnections(
                    "{\"producers\":0,\"audience\":0,\"screens\":1,\"streams\":{"
                            + "\"shop\":{\"audience\":0,\"screens\":1}}}",
                    server.operator());
            AccessServer.revoke(token);
            awaitConnections(NOBODY, server.operator());
            assertEquals('H', events.getInputStream().read());
        }
    }

    @Test
    void aSocketThatIsClosedForItsFaultsIsCountedOnce() {
        RawWebSocket screen = server.open("/ws/boards/shop", server.operator());
        for (int i = 0; i < 100; i++) {
            screen.send("chatter");
        }
        screen.closeCode();
    }

    private static Socket events(String stream, String token) throws IOException {
        Socket client = new Socket("127.0.0.1", server.port());
        client.setSoTimeout(20_000);
        client.getOutputStream()
                .write(("GET /api/boards/" + stream + "/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                                + token + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static void awaitConnections(String expected, String token) {
        JsonObject[] last = {new JsonObject()};
        try {
            Await.until("connections", () -> {
                last[0] = new JsonObject(server.send(RawRequest.of("GET", "/api/connections", ""), token)
                        .body());
                last[0].remove("node");
                return expected.equals(last[0].encode());
            });
        } catch (AssertionError e) {
            assertEquals(expected, last[0].encode());
        }
    }
}
