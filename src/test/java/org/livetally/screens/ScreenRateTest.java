package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.board.Board;
import org.livetally.http.Problem;
import org.livetally.testing.Await;
import org.livetally.testing.RawWebSocket;

/** How often a screen is told. */
final class ScreenRateTest {
    private static final String PATH = "/ws/boards/naqu";

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "4.0", "", "four", "04", "004"})
    void whatIsNoRateIsRefused(String rate) {
        Problem refused = assertThrows(Problem.class, () -> ScreenRate.of(rate));
        assertEquals(400, refused.status());
        assertEquals("rate", refused.field());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"rate\":0}",
                "{\"rate\":11}",
                "{\"rate\":4.5}",
                "{\"rate\":\"4\"}",
                "{\"rate\":4,",
                "[4]",
                "{\"rate\":99999999999999999999}",
                "{\"rate\":4,\"rate\":5}",
                "{\"type\":\"probe\"}",
                "rate",
                "{\"rate\"",
                "null"
            })
    void whatIsNoRateIsAQuestion(String message) {
        assertEquals(ScreenRate.NONE, ScreenRate.asked(message.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyRateCanBeAskedFor() {
        for (int rate = 1; rate <= Board.MAX_RATE; rate++) {
            assertEquals(rate, ScreenRate.of("" + rate));
            assertEquals(rate, ScreenRate.asked(("{\"rate\":" + rate + "}").getBytes(StandardCharsets.UTF_8)));
        }
        assertEquals(Board.MAX_RATE, ScreenRate.of(null));
    }

    @Test
    void aScreenThatChangesItsRateGetsTheBoardAndThenUpdates() {
        try (ScreensServer server = ScreensServer.start(Duration.ofSeconds(30));
                RawWebSocket one = RawWebSocket.open(server.port(), PATH);
                RawWebSocket other = RawWebSocket.open(server.port(), PATH + "?rate=4")) {
            awaitTypes(one, "snapshot");
            awaitTypes(other, "snapshot");
            assertEquals(2, server.groups());
            one.send("{\"rate\":4}");
            awaitTypes(one, "snapshot snapshot");
            Await.until("one group less", () -> server.groups() == 1);
            server.update("b");
            awaitTypes(one, "snapshot snapshot update");
            awaitTypes(other, "snapshot update");
            one.send("{\"rate\":4}");
            awaitTypes(one, "snapshot snapshot update heartbeat");
            one.send("{\"rate\":10}");
            awaitTypes(one, "snapshot snapshot update heartbeat snapshot");
            assertEquals(2, server.groups());
            one.close();
            other.close();
            Await.until("nobody", () -> server.groups() == 0);
        }
    }

    private static void awaitTypes(RawWebSocket screen, String types) {
        Await.until(
                types,
                () -> types.equals(String.join(
                        " ",
                        screen.texts().stream()
                                .map(text -> text.replaceAll("(?s)^\\{\"type\":\"(\\w+)\".*", "$1"))
                                .toList())));
    }
}
