package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.testing.RawWebSocket.BINARY;
import static org.livetally.testing.RawWebSocket.CLOSE;
import static org.livetally.testing.RawWebSocket.CONTINUATION;
import static org.livetally.testing.RawWebSocket.PING;
import static org.livetally.testing.RawWebSocket.TEXT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;

/** A frame that RFC 6455 forbids, or that is too large, closes each kind of socket with the right code. */
final class ForbiddenFramesTest {
    private static final String ORDERS = "/ws/orders";
    private static final String BOARD = "/ws/boards/shop";
    private static final String AUDIENCE = "/ws/streams/shop/audience?viewer=ann";
    private static final List<String> ENDPOINTS = List.of(ORDERS, BOARD, AUDIENCE);
    private static final int RESERVED_BIT = 0x40;
    private static final int UNKNOWN_OPCODE = 3;

    @RegisterExtension
    static final LiveServer server = LiveServer.with("shop");

    private record Violation(String what, int code, Consumer<RawWebSocket> commit) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static final List<Violation> VIOLATIONS = List.of(
            new Violation("continuation of nothing", 1002, socket -> socket.send(CONTINUATION, true, bytes("tea"))),
            new Violation("text amid fragments", 1002, socket -> {
                socket.send(TEXT, false, bytes("{"));
                socket.send(TEXT, true, bytes("}"));
            }),
            new Violation("compressed", 1002, socket -> socket.send(TEXT | RESERVED_BIT, true, bytes("{}"))),
            new Violation("opcode of nobody", 1002, socket -> socket.send(UNKNOWN_OPCODE, true, bytes("{}"))),
            new Violation("fragment of a ping", 1002, socket -> socket.send(PING, false, bytes("{}"))),
            new Violation("ping of 126 bytes", 1002, socket -> socket.send(PING, true, new byte[126])),
            new Violation("no mask", 1002, socket -> socket.sendBytes(new byte[] {(byte) 0x81, 2, '{', '}'})),
            new Violation("close code 1005", 1002, socket -> socket.send(CLOSE, true, new byte[] {3, (byte) 0xed})),
            new Violation("binary", 1003, socket -> socket.send(BINARY, true, bytes("{}"))),
            new Violation("no UTF-8", 1007, socket -> socket.send(TEXT, true, new byte[] {'"', (byte) 0xe8, '"'})),
            new Violation("too large", 1009, socket -> socket.send(TEXT, true, new byte[(256 << 10) + 1])),
            new Violation("too large in fragments", 1009, socket -> {
                socket.send(TEXT, false, new byte[256 << 10]);
                socket.send(CONTINUATION, false, new byte[1]);
            }),
            new Violation("too large to be decoded", 1009, socket -> socket.send(TEXT, true, new byte[4 << 20])));

    static Stream<Arguments> everywhere() {
        return ENDPOINTS.stream().flatMap(path -> VIOLATIONS.stream().map(violation -> Arguments.of(path, violation)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void closesWithItsCodeAndNothingAfterIt(String path, Violation violation) {
        try (RawWebSocket socket = server.open(path)) {
            violation.commit.accept(socket);
            assertEquals(violation.code, socket.closeCode());
            if (violation.code != 1002) {
                socket.send(
                        CLOSE, true, new byte[] {3, (byte) 0xe8}); // as the peer should; otherwise it has some seconds
            }
            assertEquals(List.of(), socket.afterClose());
        }
    }

    @Test
    void whatCameBeforeItIsRecordedAndNothingThatCameAfterIt() {
        String name = "before-" + System.nanoTime();
        try (RawWebSocket socket = server.open(ORDERS);
                TestProducer other = server.producer()) {
            socket.send(OrderJson.order("shop", name, 1).encode());
            socket.send(CONTINUATION, true, bytes("tea"));
            socket.send(OrderJson.order("shop", name + "-late", 1).encode());
            assertEquals(1002, socket.closeCode());
            assertEquals(List.of(), socket.afterClose());
            assertEquals(
                    "duplicate",
                    other.ask(OrderJson.order("shop", name, 1).encode()).getString("result"));
            assertEquals(
                    "recorded",
                    other.ask(OrderJson.order("shop", name + "-late", 1).encode())
                            .getString("result"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ORDERS, BOARD, AUDIENCE})
    void pingsAreAnsweredAndCompressionIsDeclined(String path) {
        try (RawWebSocket socket = server.open(path)) {
            assertFalse(socket.handshake().toLowerCase(Locale.ROOT).contains("extensions"), socket.handshake());
            socket.send(PING, true, bytes(""));
            socket.send(PING, true, bytes("are you there"));
            Await.until("pongs", () -> socket.pongs().equals(List.of("", "are you there")));
            assertFalse(socket.isClosed());
        }
    }

    /** Takes a minute, since the interval of the product's pings cannot be set. */
    @Test
    @Tag("soak")
    void aPeerThatAnswersNoPingsIsClosedEverywhereAndOthersStay() {
        List<RawWebSocket> silent = new ArrayList<>();
        List<RawWebSocket> honest = new ArrayList<>();
        for (String path : ENDPOINTS) {
            honest.add(server.open(path));
            RawWebSocket socket = server.open(path);
            socket.ignorePings();
            silent.add(socket);
        }
        Await.until("closed", Duration.ofSeconds(90), () -> silent.stream().allMatch(RawWebSocket::isClosed));
        silent.forEach(socket -> assertEquals(4000, socket.closeCode()));
        assertTrue(honest.stream().noneMatch(RawWebSocket::isClosed));
        silent.forEach(RawWebSocket::close);
        honest.forEach(RawWebSocket::close);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
