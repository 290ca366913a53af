package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.testing.Await;
import org.livetally.testing.Ports;
import org.livetally.testing.ResendingProducer;

/** The server's own process ends: it is killed, or told to. */
final class ProcessFaultsTest {
    private static final int ROUNDS = 2;

    @TempDir
    Path data;

    private final int port = Ports.free();

    @Test
    void killedServerGoesOnWhereItWasOnTheSameDirectory() {
        Program program = serve();
        try {
            live();
            try (FaultRun run = new FaultRun("kill -9 of the JVM", port)) {
                for (int round = 0; round < ROUNDS; round++) {
                    run.dropScreens();
                    program.signal("KILL");
                    assertNotEquals(0, program.exitWithin(10));
                    Map<String, String> acked = run.acks();
                    long start = System.nanoTime();
                    program = serve();
                    System.out.printf(
                            "FAULT kill -9 of the JVM: it serves again after %d ms%n",
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
                    run.recover();
                    assertEquals(
                            1, program.othersOn(data).size(), "one Redis on the directory, not the orphan beside it");
                    LedgerView ledger = LedgerView.read(uri(), FaultRun.STREAM);
                    assertTrue(ledger.messages.keySet().containsAll(acked.keySet()), "all that was acked is there");
                    run.openScreens();
                }
                run.settle(uri());
            }
        } finally {
            program.signal("TERM");
            program.exitWithin(10);
        }
    }

    @Test
    void serverThatIsToldToEndKeepsAllAcksAndSaysGoodbyeAfterThem() {
        FaultRun run;
        try (Program program = serve()) {
            live();
            run = new FaultRun("SIGTERM", port);
            long start = System.nanoTime();
            program.signal("TERM");
            int exit = program.exitWithin(10);
            System.out.printf(
                    "FAULT SIGTERM: exit code %d after %d ms%n",
                    exit, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            assertEquals(0, exit, program::output);
            assertTrue(program.output().contains(" INFO stopping: "), program::output);
            assertTrue(program.output().endsWith(" INFO stopped"), program::output);
        }
        try (run) {
            run.producers().forEach(ResendingProducer::terminate);
            Await.until("producers have ended", () -> run.producers().stream().allMatch(ResendingProducer::hasEnded));
            run.producers()
                    .forEach(producer -> assertEquals(
                            Optional.of(1001), producer.closeCodes().stream().findFirst(), "going away"));
            try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
                LedgerView ledger = LedgerView.read(redis.uri(), FaultRun.STREAM);
                ledger.assertConsistent();
                assertEquals(
                        new TreeSet<>(ledger.messages.keySet()),
                        new TreeSet<>(run.acks().keySet()),
                        "in order: what was recorded was acked, and what was acked is there");
            }
        }
        assertTrue(Program.on(data).isEmpty(), "nothing is left running");
    }

    private Program serve() {
        Program program = Program.start("serve", "--port", Integer.toString(port), "--data-dir", data.toString());
        program.line("Livetally is ready");
        return program;
    }

    private String uri() {
        return EmbeddedRedis.uriOfRunning(data).orElseThrow();
    }

    private void live() {
        post("", "{\"id\":\"" + FaultRun.STREAM + "\",\"title\":\"t\"}");
        post("/" + FaultRun.STREAM + "/start", "");
    }

    private void post(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/streams" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        Await.until("a stream", () -> {
            try {
                return HttpClient.newHttpClient()
                                .send(request, BodyHandlers.discarding())
                                .statusCode()
                        < 300;
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }
}
