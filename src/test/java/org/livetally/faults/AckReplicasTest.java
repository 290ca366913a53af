package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Limits;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.TestScreen;

/** With {@code --ack-replicas 1}, what was acked, or shown, outlives the primary; and what does not was never acked. */
final class AckReplicasTest {
    private static final String STREAM = "s";
    private static final String COUNT =
            "local n = 0 for _, id in ipairs(redis.call('HKEYS', KEYS[1])) do if string.find(id, ARGV[1], 1, true) == 1 then"
                    + " n = n + 1 end end return n";

    @TempDir
    Path temporary;

    @Test
    void whatWasAckedOutlivesThePrimaryAndNothingElseWasAcked() throws IOException {
        Path address = temporary.resolve("address");
        RedisProcess primary = RedisProcess.start("--appendonly", "yes", "--appendfsync", "always");
        RedisProcess replica = replicaOf(primary);
        Files.writeString(address, primary.uri());
        try (LiveServer server = LiveServer.start(settings(address), InstantSource.system());
                LogLines log = new LogLines("org.livetally.ledger.loss.AckMemory")) {
            server.live(STREAM);
            List<String> acked = ids("acked", 50);
            assertAcked(PaidLoad.send(server, STREAM, acked));
            try (TestScreen screen = TestScreen.open(server.port(), STREAM, "")) {
                Await.until("the screen shows them", () -> orders(screen) == 50);

                String connector = new JsonObject(
                                server.send("POST", "/api/connectors", "{\"kind\":\"standard\",\"stream\":\"s\"}")
                                        .body())
                        .getString("id");
                Signals.send("STOP", replica.pid());
                CompletableFuture<Integer> deleted =
                        CompletableFuture.supplyAsync(() -> server.send("DELETE", "/api/connectors/" + connector, "")
                                .statusCode());
                CompletableFuture<Integer> kept =
                        CompletableFuture.supplyAsync(() -> server.send("PUT", "/api/streams/s/imports/mapping", "{}")
                                .statusCode());
                Await.until("the primary has the changes", () -> isChanged(primary));
                CompletableFuture<List<JsonObject>> waiting =
                        CompletableFuture.supplyAsync(() -> PaidLoad.send(server, STREAM, ids("late", 3)));
                Await.until(
                        "the primary has them", () -> orders(primary, "late").equals("3"));
                CompletableFuture<String> conflict = CompletableFuture.supplyAsync(() -> server.postOrders(
                                OrderJson.order(STREAM, "late-0", 77).encode())
                        .body());
                Await.until("not ready", () -> notReady(server).contains("NOREPLICAS"));
                assertFalse(waiting.isDone(), "acked without a replica");
                assertFalse(conflict.isDone(), "refused for what may get lost");
                assertFalse(deleted.isDone() || kept.isDone(), "answered without a replica");
                assertEquals("50", orders(primary, "acked"));
                assertEquals("3", orders(primary, "late"));
                Signals.send("CONT", replica.pid());
                assertEquals(204, deleted.join());
                assertEquals(200, kept.join());
                assertAcked(waiting.join());
                assertTrue(conflict.join().contains("\"conflict\""), conflict::join);
                Await.until("the screen shows these, too", () -> orders(screen) == 53);

                primary.cutReplication();
                CompletableFuture<List<JsonObject>> gone =
                        CompletableFuture.supplyAsync(() -> PaidLoad.send(server, STREAM, ids("gone", 3)));
                Await.until(
                        "the primary has them", () -> orders(primary, "gone").equals("3"));
                Signals.kill(primary.pid());
                replica.ask("REPLICAOF", "NO", "ONE");
                Files.writeString(address, replica.uri());
                gone.join().forEach(answer -> assertEquals("unavailable", answer.getString("code"), answer::encode));
                assertEquals("0", orders(replica, "gone"));
                try (RedisProcess another = replicaOf(replica)) {
                    Await.until("ready again", () -> notReady(server).isEmpty());
                    assertEquals("50", orders(replica, "acked"));
                    assertEquals("3", orders(replica, "late"));
                    assertAcked(PaidLoad.send(server, STREAM, ids("gone", 3)));
                    PaidLoad.send(server, STREAM, acked)
                            .forEach(again -> assertEquals("duplicate", again.getString("result"), again::encode));
                    Await.until("the screen goes on", () -> orders(screen) == 56);
                    assertEquals("", log.text(), "nothing that anybody was told of is lost");
                }
            }
        } finally {
            replica.close();
            primary.close();
        }
    }

    /** Whether the only connector is gone, and the mapping is there. */
    private static boolean isChanged(RedisProcess redis) {
        return "0".equals(String.valueOf(redis.ask("EXISTS", "livetally:connectors")))
                && "1".equals(String.valueOf(redis.ask("HEXISTS", "livetally:{" + STREAM + "}:imports", "mapping")));
    }

    private static long orders(TestScreen screen) {
        JsonObject totals = screen.section("totals");
        return totals == null ? 0 : totals.getLong("orders", 0L);
    }

    /** How many orders with such ids it has. */
    private static String orders(RedisProcess redis, String name) {
        List<String> command = new ArrayList<>(List.of("EVAL", COUNT, "1", "livetally:{" + STREAM + "}:ids", name));
        return String.valueOf(redis.ask(command.toArray(String[]::new)));
    }

    private static List<String> ids(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
    }

    private static void assertAcked(List<JsonObject> answers) {
        answers.forEach(answer -> assertEquals("ack", answer.getString("type"), answer::encode));
    }

    private static String notReady(LiveServer server) {
        var ready = server.send("GET", "/health/ready", "");
        return ready.statusCode() == 200 ? "" : ready.body();
    }

    private static RedisProcess replicaOf(RedisProcess primary) {
        RedisProcess replica = RedisProcess.start(
                "--replicaof", "127.0.0.1 " + primary.port(), "--appendonly", "yes", "--appendfsync", "always");
        Await.until(
                "the replica follows",
                () -> String.valueOf(primary.ask("INFO", "replication")).contains("state=online"));
        return replica;
    }

    private static Settings settings(Path address) throws IOException {
        return new Settings(
                        "127.0.0.1",
                        0,
                        null,
                        new RedisAddress(Files.readString(address), null, address),
                        Path.of("no-data-of-its-own"),
                        AccessSettings.DEFAULT,
                        Limits.DEFAULTS)
                .withAckReplicas(1);
    }
}
