package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.access.AccessServer.FAIR;
import static org.livetally.access.AccessServer.OTHER;
import static org.livetally.access.AccessServer.SECRET;
import static org.livetally.access.AccessServer.SHOP;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawRequest;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/** A connection lives no longer than its token. */
final class OpenConnectionTest {
    private static final int TOKEN_ENDED = 4401;
    private static final Duration PROMISED = Duration.ofSeconds(2);

    @RegisterExtension
    static final AccessServer server = AccessServer.with(SECRET);

    @ParameterizedTest
    @ValueSource(strings = {"/ws/orders", "/ws/boards/shop", "/ws/streams/shop/audience?viewer=v"})
    void aSocketIsClosedWithinTwoSecondsOfItsTokensRevocation(String path) {
        String token = server.token(Role.OPERATOR);
        RawWebSocket revoked = server.open(path, token);
        RawWebSocket bystander = server.open(path, server.token(Role.OPERATOR));

        long at = System.nanoTime();
        AccessServer.revoke(token);

        assertEquals(TOKEN_ENDED, revoked.closeCode());
        assertTrue(System.nanoTime() - at < PROMISED.toNanos(), "too late");
        assertFalse(bystander.isClosed());
        bystander.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/orders", "/ws/boards/shop", "/ws/streams/shop/audience?viewer=v"})
    void aSocketIsClosedWhenItsTokenExpires(String path) {
        RawWebSocket socket = server.open(path, server.lasting(Duration.ofSeconds(3), Role.OPERATOR));

        assertEquals(TOKEN_ENDED, socket.closeCode());
    }

    @Test
    void anEventStreamEndsWithItsToken() throws IOException {
        String token = server.token(Role.SCREEN, SHOP);
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            String request = "GET /api/boards/shop/events?token=" + token + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder said = new StringBuilder();
            readUntil(in, said, "snapshot");

            AccessServer.revoke(token);

            readUntil(in, said, "\r\n0\r\n\r\n"); // the last chunk
        }
    }

    private static void readUntil(InputStream in, StringBuilder said, String text) throws IOException {
        while (said.indexOf(text) < 0) {
            int next = in.read();
            assertTrue(next >= 0, said::toString);
            said.append((char) next);
        }
    }

    @Test
    void aProducersSocketTakesOrdersOfItsStreamsOnly() {
        RawWebSocket producer = server.open("/ws/orders", server.token(Role.PRODUCER, SHOP));

        JsonObject own =
                new JsonObject(producer.ask(OrderJson.order(SHOP, "s-1", 100).encode()));
        JsonObject foreign =
                new JsonObject(producer.ask(OrderJson.order(OTHER, "s-2", 100).encode()));
        JsonObject unknown = new JsonObject(
                producer.ask(OrderJson.order("nowhere", "s-3", 100).encode()));

        assertEquals("recorded", own.getString("result"));
        assertEquals("forbidden", foreign.getString("code"));
        assertEquals("stream", foreign.getString("field"));
        assertFalse(foreign.getBoolean("retry"));
        assertEquals("forbidden", unknown.getString("code"), "not even whether there is such a stream");
        assertEquals("", TestRedis.text("HGET", "livetally:{other}:ids", "s-2"));
        producer.close();
    }

    @Test
    void aProducerThatDoesNotHeedTheCloseFrameIsCutOffAndNotHeard() {
        String token = server.token(Role.PRODUCER, SHOP);
        RawWebSocket stubborn = server.open("/ws/orders", token);
        RawWebSocket other = server.open("/ws/orders", server.token(Role.PRODUCER, SHOP));
        AccessServer.revoke(token);
        assertEquals(TOKEN_ENDED, stubborn.closeCode());

        assertThrows(UncheckedIOException.class, () -> {
            for (int i = 0; ; i++) {
                stubborn.send(OrderJson.order(SHOP, "stubborn-" + i, 100).encode());
                other.ask(OrderJson.order(SHOP, "decent-" + i, 100).encode());
            }
        });
        assertEquals("", TestRedis.text("HGET", "livetally:{shop}:ids", "stubborn-0"));
        assertEquals("1", TestRedis.text("HEXISTS", "livetally:{shop}:ids", "decent-0"));
        other.close();
    }

    @Test
    void aPublicBoardIsWatchedWithoutATokenAndForLong() {
        RawWebSocket stranger = RawWebSocket.open(server.port(), "/ws/boards/" + FAIR);
        RawWebSocket expired =
                server.open("/ws/boards/" + FAIR, server.lasting(Duration.ofSeconds(-5), Role.SCREEN, FAIR));

        assertTrue(stranger.next().contains("snapshot"));
        assertTrue(expired.next().contains("snapshot"));
        stranger.close();
        expired.close();
    }

    @ParameterizedTest
    @CsvSource({"opening, /ws/boards/opening", "opening-2, /ws/streams/opening-2/audience?viewer=v"})
    void whenAStreamIsMadePrivateOnlyThoseWithATokenStay(String stream, String path) {
        server.live(stream, true);
        List<RawWebSocket> strangers = new ArrayList<>();
        List<RawWebSocket> bearers = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) { // each event loop has one
            strangers.add(RawWebSocket.open(server.port(), path));
            bearers.add(server.open(path, server.token(Role.SCREEN, stream)));
        }
        RawWebSocket elsewhere = RawWebSocket.open(server.port(), "/ws/boards/" + FAIR);

        long at = System.nanoTime();
        server.patch(stream, new JsonObject().put("public", false));

        strangers.forEach(stranger -> assertEquals(TOKEN_ENDED, stranger.closeCode()));
        assertTrue(System.nanoTime() - at < PROMISED.toNanos(), "too late");
        bearers.forEach(bearer -> assertFalse(bearer.isClosed()));
        bearers.forEach(RawWebSocket::close);
        assertFalse(elsewhere.isClosed());
        elsewhere.close();
    }

    @Test
    void whenACampaignIsMadePrivateOnlyThoseWithATokenStay() {
        RawRequest create = RawRequest.of(
                "POST",
                "/api/campaigns",
                "{\"id\":\"sale\",\"title\":\"Sale\",\"public\":true,\"streams\":[\"shop\"]}");
        assertEquals(201, server.send(create, server.operator()).status());
        Await.until(
                "its board is built",
                () -> server.send(RawRequest.of("GET", "/api/boards/@sale", ""), "")
                                .status()
                        == 200);
        RawWebSocket stranger = RawWebSocket.open(server.port(), "/ws/boards/@sale");
        RawWebSocket bearer = server.open("/ws/boards/@sale", server.token(Role.SCREEN, "@sale"));

        RawRequest hide = RawRequest.of("PATCH", "/api/campaigns/sale", "{\"public\":false}");
        assertEquals(200, server.send(hide, server.operator()).status());

        assertEquals(TOKEN_ENDED, stranger.closeCode());
        assertFalse(bearer.isClosed());
        bearer.close();
    }

    @Test
    void anEventStreamEndsWhenItsStreamIsMadePrivate() throws IOException {
        server.live("opening-events", true);
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            String request = "GET /api/boards/opening-events/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder said = new StringBuilder();
            readUntil(socket.getInputStream(), said, "snapshot");

            server.patch("opening-events", new JsonObject().put("public", false));

            readUntil(socket.getInputStream(), said, "\r\n0\r\n\r\n");
        }
    }

    @Test
    void aHandshakeThatIsRefusedAfterThePublicQuestionIsAnsweredAndEndsItsConnection() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            String head = " HTTP/1.1\r\nHost: localhost\r\n";
            String refused = "GET /ws/streams/fair/audience" + head + RawWebSocket.UPGRADE + "\r\n"; // no viewer id
            socket.getOutputStream().write(refused.getBytes(StandardCharsets.US_ASCII));
            StringBuilder said = new StringBuilder();
            readUntil(socket.getInputStream(), said, "\"field\":\"viewer\"}");

            assertTrue(said.toString().toLowerCase(Locale.ROOT).contains("connection: close"), said::toString);
            assertEquals("", new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }
}
