package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestRedis;

/** {@code livetally send} as a process: what goes in is counted once, whatever happens in between. */
final class SendCommandTest {
    private static final int ORDERS = 20_000;

    @RegisterExtension
    private final LiveServer server = LiveServer.with("s", "other");

    @TempDir
    private Path directory;

    private Path said;

    @BeforeEach
    void said() {
        said = directory.resolve("stderr");
    }

    @Test
    void everyLineIsRecordedOnceAndARefusalNamesItsLine() throws Exception {
        Process send = send(server.port(), "");
        try (BufferedWriter in = input(send)) {
            in.write("\uFEFF{\"type\":\"order\",\"id\":\"o-1\",\"status\":\"placed\"," + lines(100) + "}\r\n\n");
            in.write("{\"type\":\"payment\",\"id\":\"p-1\",\"order\":\"o-1\"}\n");
            in.write("{\"type\":\"order\",\"id\":\"o-1\",\"status\":\"placed\"," + lines(100) + "}\n");
            in.write("{\"type\":\"order\",\"id\":\"o-2\",\"stream\":\"other\"," + lines(1) + "}\n");
            in.write("{\"type\":\"order\",\"id\":\"o-3\"," + lines(1).replace("\"qty\":1", "\"qty\":0") + "}\n");
            in.write("not JSON\n[]\n{\"type\":\"order\"," + lines(1) + "}\n{\"id\":7}\n");
            in.write("{\"type\":\"order\",\"id\":\"long\",\"x\":\"" + "x".repeat(300_000) + "\"}\n");
            in.write("{\"type\":\"likes\",\"source\":\"tiktok:room\",\"total\":12}\n");
            in.write("{\"type\":\"likes\",\"source\":\"tiktok:room\",\"total\":9}"); // without an end
        }

        assertEquals(1, exit(send), this::told);
        assertTrue(told().contains("line 6: invalid_order lines[0].qty: must be an integer from 1 to 1000000"), told());
        assertTrue(told().contains("line 7: must be valid JSON"), told());
        assertTrue(told().contains("line 8: must be one JSON object"), told());
        assertTrue(told().contains("line 9: id: is missing"), told());
        assertTrue(told().contains("line 10: id: must be a string of 1 to 64 characters"), told());
        assertTrue(told().contains("line 11: must be at most 262144 bytes"), told());
        assertTrue(told().contains("12 lines: 4 recorded, 2 duplicate, 6 refused in"), told());
        assertEquals(100, server.board("s", "totals").getLong("gmv"));
        assertEquals(1, server.board("other", "totals").getLong("gmv"));
        assertEquals(12, server.board("s", "audience").getLong("likes"));
    }

    @Test
    void aRestartOfTheServerLosesAndDoublesNothing() throws Exception {
        int port = server.port();
        Process send = send(port, "");
        Thread writer = new Thread(() -> write(send));
        writer.start();
        Await.until("some orders are there", () -> server.board("s", "totals").getLong("orders") > 1_000);

        server.close();
        Await.until("the lost connection is noticed", () -> told().contains("trying again"));
        try (LiveServer again = LiveServer.start(port, TestRedis.uri(), InstantSource.system())) {
            assertEquals(0, exit(send), this::told);
            writer.join();

            assertTrue(told().contains("connected again"), told());
            assertTrue(told().contains("%,d lines".formatted(ORDERS)), told());
            assertEquals(ORDERS, again.board("s", "totals").getLong("orders"));
            assertEquals(List.of(), again.audit());
        }
    }

    @Test
    void toldToEndItStillGetsTheAnswersToWhatItRead() throws Exception {
        Process send = send(server.port(), "");
        BufferedWriter in = input(send);
        in.write("{\"type\":\"order\",\"id\":\"o-1\"," + lines(5) + "}\n");
        in.flush();
        Await.until("it is recorded", () -> server.board("s", "totals").getLong("orders") == 1);

        new ProcessBuilder("kill", "-INT", Long.toString(send.pid())).start().waitFor();

        assertEquals(130, exit(send), this::told);
        assertTrue(told().contains("1 lines: 1 recorded, 0 duplicate, 0 refused in"), told());
    }

    @Test
    void badWordsAndABadTokenExitWith2() throws Exception {
        assertEquals(2, CommandOutcome.run("send").exit());
        assertEquals(2, CommandOutcome.run("send", "--stream", "S").exit());
        assertEquals(
                2,
                CommandOutcome.run("send", "--stream", "s", "--url", "ftp://x").exit());
        AccessSettings tokens = new AccessSettings(true, List.of("a-secret-that-nobody-needs-to-know"), List.of());
        Settings settings = new Settings("127.0.0.1", 0, TestRedis.uri(), directory, tokens);
        try (LiveServer closed = LiveServer.start(settings, InstantSource.system())) {
            Process send = send(closed.port(), "no-token"); // its input stays open
            assertEquals(2, exit(send), this::told);
            assertTrue(told().contains("HTTP 401: it wants a token, and this one is missing, not valid"), told());
        }
    }

    private Process send(int port, String token) throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                "env",
                "--default-signal=INT", // which builds in the background ignore, and their children, too
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.livetally.Main",
                "send",
                "--stream",
                "s",
                "--url",
                "http://127.0.0.1:" + port);
        java.environment().put("LIVETALLY_TOKEN", token);
        return java.redirectError(said.toFile()).start();
    }

    private static BufferedWriter input(Process send) {
        return new BufferedWriter(new OutputStreamWriter(send.getOutputStream(), StandardCharsets.UTF_8));
    }

    private static void write(Process send) {
        try (BufferedWriter in = input(send)) {
            for (int i = 0; i < ORDERS; i++) {
                in.write("{\"type\":\"order\",\"id\":\"o-" + i + "\"," + lines(1) + "}\n");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String lines(long amount) {
        return "\"lines\":["
                + new JsonObject()
                        .put("sku", "tea")
                        .put("qty", 1)
                        .put("amount", amount)
                        .encode()
                + "]";
    }

    private static int exit(Process send) throws InterruptedException {
        assertTrue(send.waitFor(60, TimeUnit.SECONDS), "it ends");
        return send.exitValue();
    }

    private String told() {
        try {
            return new ArrayList<>(Files.readAllLines(said)).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
