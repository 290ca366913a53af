package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestScreen;

/**
 * Sentinels make a replica the primary, under load and with open screens, while some acked messages were not replicated
 * yet. Takes as long as they do.
 */
final class FailoverTest {
    private static final String STREAM = "naqu-4500m";

    @TempDir
    Path directory;

    @BeforeEach
    void haproxyIsThere() {
        assumeTrue(Files.isExecutable(SentinelTrio.HAPROXY), "haproxy is installed (bin/test does)");
    }

    @Test
    void whatAReplicaHadNotGotIsCountedNamedAndRecordedAgainOnceThatIsAccepted() throws IOException {
        try (SentinelTrio redis = new SentinelTrio(directory);
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
            server.live(STREAM);
            try (TestScreen screen = TestScreen.open(server.port(), STREAM, "");
                    PaidLoad load = new PaidLoad(server, STREAM, "o")) {
                Map<String, String> lost = failOver(redis, server, screen, load);
                redis.awaitNewPrimary();
                assertTrue(load.refusals().stream().allMatch(refusal -> refusal.getBoolean("retry")));

                int known = screen.messages().size();
                assertEquals(
                        200,
                        server.send("POST", "/api/streams/" + STREAM + "/accept-loss", "")
                                .statusCode());
                assertEquals(
                        200, ready(server).statusCode(), () -> ready(server).body());
                for (JsonObject answer : PaidLoad.send(server, STREAM, new ArrayList<>(lost.keySet()))) {
                    assertEquals("recorded", answer.getString("result"), answer::encode);
                    assertFalse(lost.containsValue(answer.getString("seq")), answer::encode);
                }
                load.awaitAcks(100);
                load.end();
                screen.await("snapshot", known);
                assertAgrees(redis, server, screen, load);
            }
        }
    }

    @Test
    void theOldPrimarysDataAreServedAgainByThemselves() throws IOException {
        try (SentinelTrio redis = new SentinelTrio(directory);
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
            server.live(STREAM);
            try (TestScreen screen = TestScreen.open(server.port(), STREAM, "");
                    PaidLoad load = new PaidLoad(server, STREAM, "o")) {
                failOver(redis, server, screen, load);
                int newPrimary = redis.awaitNewPrimary();
                redis.bringBackOldPrimary(newPrimary);
                long back = System.nanoTime();
                Await.until("ready again", () -> ready(server).statusCode() == 200);
                System.out.println("FAILOVER ready " + msSince(back) + " ms after the old primary was back");
                load.awaitAcks(100);
                load.end();
                assertAgrees(redis, server, screen, load);
            }
        }
    }

    /** What is lost, id to seq. Nothing reported well meanwhile. */
    private static Map<String, String> failOver(SentinelTrio redis, LiveServer server, TestScreen screen, PaidLoad load)
            throws IOException {
        load.awaitAcks(300);
        redis.cutReplication(redis.primary);
        load.awaitAcks(300);
        redis.killPrimary();
        long killed = System.nanoTime();
        Await.until("not ready", () -> ready(server).statusCode() == 503);
        long down = msSince(killed);
        Await.until("the loss is said", () -> {
            HttpResponse<String> ready = ready(server);
            assertEquals(503, ready.statusCode(), "ready before the loss was said");
            return ready.body().contains("ledger_went_back");
        });
        long said = msSince(killed);
        assertEquals(503, server.send("GET", "/api/boards/" + STREAM, "").statusCode(), "a lesser board");
        Await.until(
                "the screen is told",
                () -> screen.messages().stream()
                        .anyMatch(text -> text.startsWith("{\"type\":\"stale\"") && text.contains("ledger_went_back")));
        long shown = screen.section("totals").getLong("gmv");
        load.awaitRefusals(50);
        assertEquals(shown, screen.section("totals").getLong("gmv"), "a lesser figure was shown");

        Map<String, String> lost = new TreeMap<>(load.acked());
        List<String> kept = new ArrayList<>();
        try (RedisClient client = new RedisClient(redis.uri())) {
            client.ask("HKEYS", new StreamKeys(STREAM).ids()).forEach(id -> kept.add(id.toString()));
        }
        kept.forEach(lost::remove);
        JsonObject answer = new JsonObject(
                server.send("GET", "/api/streams/" + STREAM + "/lost", "").body());
        Map<String, String> listed = new TreeMap<>();
        answer.getJsonArray("messages").stream()
                .map(JsonObject.class::cast)
                .forEach(one -> listed.put(one.getString("id"), one.getString("seq")));
        assertEquals(lost, listed);
        assertTrue(answer.getBoolean("exact") && lost.size() >= 200, answer::encode);
        System.out.println("FAILOVER not ready " + down + " ms after the kill, loss of " + lost.size() + " of "
                + load.acked().size() + " acked said after " + said + " ms");
        return lost;
    }

    private static void assertAgrees(SentinelTrio redis, LiveServer server, TestScreen screen, PaidLoad load)
            throws IOException {
        long gmv = PaidLoad.AMOUNT * load.acked().size();
        assertEquals(gmv, server.board(STREAM, "totals").getLong("gmv"));
        Await.until("the screen", () -> screen.section("totals").getLong("gmv") == gmv);
        LedgerView ledger = LedgerView.read(redis.uri(), STREAM);
        ledger.assertConsistent();
        assertEquals(gmv, ledger.gmv);
        assertEquals(0, screen.gaps());
    }

    private static HttpResponse<String> ready(LiveServer server) {
        return server.send("GET", "/health/ready", "");
    }

    private static long msSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
