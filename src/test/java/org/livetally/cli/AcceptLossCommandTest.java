package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.cli.CommandOutcome.run;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.access.AccessServer;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.Ports;
import org.livetally.testing.TestRedis;

/** Accepts a loss from a shell: prints what was lost, and says when nothing was accepted. */
final class AcceptLossCommandTest {

    @ParameterizedTest
    @CsvSource({
        "Not An Id, http://127.0.0.1:9, STREAM must be",
        "naqu, not a url, --url",
        "naqu, localhost:8080, http://",
        "naqu, ftp://127.0.0.1, http://",
    })
    void aBadValueExitsWith2AndIsNamed(String stream, String url, String says) {
        CommandOutcome outcome = run("accept-loss", stream, "--url", url);

        assertEquals(2, outcome.exit(), outcome::toString);
        assertTrue(outcome.err().contains(says), outcome::toString);
        assertEquals("", outcome.out());
    }

    @Test
    void whereNothingIsLostNothingIsAccepted() {
        TestRedis.flush();
        try (LiveServer server = LiveServer.start()) {
            server.live("naqu");
            CommandOutcome outcome = run("accept-loss", "naqu", "--url", url(server));

            assertEquals(1, outcome.exit(), outcome::toString);
            assertTrue(outcome.err().contains("nothing was accepted: this node knows of no loss"), outcome::toString);
        }
    }

    @Test
    void aNodeThatDoesNotAnswerIsNamed() throws IOException {
        String nobody = "http://127.0.0.1:" + Ports.free();
        CommandOutcome outcome = run("accept-loss", "naqu", "--url", nobody);

        assertEquals(1, outcome.exit(), outcome::toString);
        assertTrue(outcome.err().contains("no answer from " + nobody), outcome::toString);
    }

    @Test
    void whatWasLostIsPrintedAndAcceptedWithAToken() {
        TestRedis.flush();
        try (AccessServer access = AccessServer.empty()) {
            access.begin();
            LiveServer server = access.server();
            access.send("POST", "/api/streams", "{\"id\":\"naqu\",\"title\":\"Naqu\"}");
            access.send("POST", "/api/streams/naqu/start", "");
            assertEquals(
                    200,
                    access.send(
                                    "POST",
                                    "/api/orders",
                                    OrderJson.order("naqu", "o-1", 100).encode())
                            .statusCode());
            TestRedis.flush();
            Await.until(
                    "it is noticed",
                    () -> server.send("GET", "/health/ready", "").statusCode() == 503);

            CommandOutcome denied = run("accept-loss", "naqu", "--url", url(server));
            assertEquals(1, denied.exit(), denied::toString);
            assertTrue(denied.err().contains("nothing was accepted"), denied::toString);

            CommandOutcome accepted = run("accept-loss", "naqu", "--url", url(server), "--token", access.operator());
            assertEquals(0, accepted.exit(), accepted::toString);
            assertTrue(accepted.out().matches("(?s)lost o-1 \\d+-\\d+\n.*"), accepted::toString);
            assertTrue(accepted.out().contains("accepted the loss of 1 acked messages of stream naqu at "));
            assertEquals(200, server.send("GET", "/health/ready", "").statusCode());
        }
    }

    private static String url(LiveServer server) {
        return "http://127.0.0.1:" + server.port();
    }
}
