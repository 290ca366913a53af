package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.Ports;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestScreen;

/**
 * A Redis that answers but refuses writes: the server is not ready, tells everybody why, finds out without an order,
 * and recovers by itself.
 */
final class RefusedWritesTest {
    private static final String STREAM = "naqu-4500m";

    @Test
    void memoryAtItsLimit() {
        refusesAtOnce("OOM", List.of("CONFIG SET maxmemory 1"), List.of("CONFIG SET maxmemory 0"));
    }

    @Test
    void tooFewReplicas() {
        refusesAtOnce(
                "NOREPLICAS",
                List.of("CONFIG SET min-replicas-to-write 1"),
                List.of("CONFIG SET min-replicas-to-write 0"));
    }

    @Test
    void noRightToScripts() {
        refusesAtOnce("NOPERM", List.of("ACL SETUSER default -evalsha"), List.of("ACL SETUSER default +evalsha"));
    }

    /** A user who has the rights of before format 3 is named by ready, without an order. */
    @ParameterizedTest
    @ValueSource(strings = {"zmscore", "smismember"})
    void noRightThatFormat3Needs(String command) {
        try (RedisProcess redis = RedisProcess.start();
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
            redis.ask("ACL SETUSER default -" + command);
            awaitNotReady(server, "NOPERM");
        }
    }

    @Test
    void aDiskThatSnapshotsFailOn() throws IOException {
        try (RedisProcess redis = RedisProcess.start()) {
            redis.ask("CONFIG", "SET", "save", "3600 1");
            Files.createDirectory(redis.directory().resolve("dump.rdb"));
            refusesAtOnce(redis, "MISCONF", List.of("BGSAVE"), List.of("CONFIG SET stop-writes-on-bgsave-error no"));
        }
    }

    /** The primary was demoted: the next connection may lead to the new one. */
    @Test
    void aReplica() throws IOException {
        try (RedisProcess redis = RedisProcess.start();
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system());
                TestProducer producer = server.producer()) {
            server.live(STREAM);
            TestScreen screen = TestScreen.open(server.port(), STREAM, "");
            redis.ask("REPLICAOF 127.0.0.1 " + Ports.free());
            awaitRefusal(server, screen, "READONLY");
            producer.send(order("is kept"));
            Await.until(
                    "it waits, and was not refused",
                    () -> gauge(server, "livetally_queue_orders").equals("1"));
            redis.ask("REPLICAOF NO ONE");
            assertEquals("recorded", producer.answer().getString("result"));
            awaitRecovery(server, screen);
        }
    }

    @Test
    void aReplicaWithoutItsPrimary() throws IOException {
        try (RedisProcess redis = RedisProcess.start("--replica-serve-stale-data", "no");
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
            server.live(STREAM);
            TestScreen screen = TestScreen.open(server.port(), STREAM, "");
            redis.ask("REPLICAOF 127.0.0.1 " + Ports.free());
            awaitRefusal(server, screen, "MASTERDOWN");
            redis.ask("REPLICAOF NO ONE");
            awaitRecovery(server, screen);
        }
    }

    @Test
    void anotherPassword() {
        try (RedisProcess redis = RedisProcess.start();
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
            server.live(STREAM);
            TestScreen screen = TestScreen.open(server.port(), STREAM, "");
            redis.ask("CONFIG SET requirepass secret");
            redis.ask("CLIENT KILL TYPE normal SKIPME yes");
            awaitRefusal(server, screen, "NOAUTH");
            redis.ask("CONFIG SET requirepass ");
            awaitRecovery(server, screen);
        }
    }

    /** Only a real order meets the refusal: the probe needs no right to XADD. */
    @Test
    void aRightThatOnlyOrdersNeed() {
        try (RedisProcess redis = RedisProcess.start();
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system());
                TestProducer producer = server.producer()) {
            server.live(STREAM);
            TestScreen screen = TestScreen.open(server.port(), STREAM, "");
            redis.ask("ACL SETUSER default -xadd");
            assertUnavailable(producer.ask(order("o-1")), "NOPERM");
            awaitNotReady(server, "NOPERM");
            assertEquals("0", gauge(server, "livetally_redis_writable"));
            awaitStale(screen, "NOPERM");
            redis.ask("ACL SETUSER default +xadd");
            assertEquals("recorded", producer.ask(order("o-1")).getString("result"));
            awaitRecovery(server, screen);
        }
    }

    @Test
    void aNodeOfAClusterThatDoesNotHoldTheStream() {
        try (RedisProcess redis = RedisProcess.start("--cluster-enabled", "yes");
                RedisProcess other = RedisProcess.start("--cluster-enabled", "yes")) {
            redis.ask("CLUSTER ADDSLOTSRANGE 0 16383");
            redis.ask("CLUSTER MEET 127.0.0.1 " + other.port() + " " + other.busPort());
            Await.until("the cluster", () -> text(redis, "CLUSTER INFO").contains("cluster_state:ok"));
            Await.until("two nodes", () -> text(redis, "CLUSTER NODES").contains(text(other, "CLUSTER MYID")));
            String slot = text(redis, "CLUSTER KEYSLOT {" + STREAM + "}");
            try (LiveServer server = LiveServer.start(redis.uri(), InstantSource.system());
                    TestProducer producer = server.producer()) {
                redis.ask("CLUSTER SETSLOT " + slot + " NODE " + text(other, "CLUSTER MYID"));
                assertUnavailable(producer.ask(order("o-1")), "MOVED");
                awaitNotReady(server, "MOVED");
                redis.ask("CLUSTER SETSLOT " + slot + " NODE " + text(redis, "CLUSTER MYID"));
                Await.until(
                        "the stream's own answer",
                        () -> producer.ask(order("o-1")).getString("code").equals("unknown_stream"));
                awaitReady(server);
            }
        }
    }

    private static void refusesAtOnce(String code, List<String> provoke, List<String> cure) {
        try (RedisProcess redis = RedisProcess.start()) {
            refusesAtOnce(redis, code, provoke, cure);
        }
    }

    /** Reads are served, orders are answered without delay, and nothing that was recorded is lost. */
    private static void refusesAtOnce(RedisProcess redis, String code, List<String> provoke, List<String> cure) {
        try (LiveServer server = LiveServer.start(redis.uri(), InstantSource.system());
                TestProducer producer = server.producer()) {
            server.live(STREAM);
            TestScreen screen = TestScreen.open(server.port(), STREAM, "");
            assertEquals("recorded", producer.ask(order("before")).getString("result"));
            provoke.forEach(redis::ask);
            awaitRefusal(server, screen, code);
            assertUnavailable(producer.ask(order("meanwhile")), code);
            cure.forEach(redis::ask);
            awaitRecovery(server, screen);
            assertEquals("recorded", producer.ask(order("meanwhile")).getString("result"));
            assertEquals(List.of(), server.audit());
        }
    }

    /** Without an order or a request: the server finds out by itself. */
    private static void awaitRefusal(LiveServer server, TestScreen screen, String code) {
        long start = System.nanoTime();
        awaitStale(screen, code);
        say(code + ": screens stale", start);
        awaitNotReady(server, code);
        assertEquals("0", gauge(server, "livetally_redis_writable"));
        HttpResponse<String> refused = server.send("POST", "/api/streams", "{\"id\":\"new\",\"title\":\"New\"}");
        assertEquals(503, refused.statusCode(), refused.body());
        JsonObject problem = new JsonObject(refused.body());
        assertEquals("unchanged", problem.getString("rule"), problem::encode);
        assertTrue(problem.getString("detail").contains("(" + code + "): nothing was changed"), problem::encode);
        JsonObject why = problem.getJsonObject("params").getJsonObject("why");
        assertEquals("redis_refuses", why.getString("rule"), problem::encode);
        assertEquals(code, why.getJsonObject("params").getString("code"), problem::encode);
        HttpResponse<String> read = server.send("GET", "/api/streams", "");
        if (read.statusCode() != 200) { // not even that is answered
            JsonObject unread = new JsonObject(read.body());
            assertEquals("unavailable", unread.getString("rule"), unread::encode);
            assertTrue(unread.getString("detail").contains("(" + code + ")"), unread::encode);
        }
    }

    private static void awaitStale(TestScreen screen, String code) {
        Await.until(
                "a stale screen that says " + code,
                () -> screen.messages().stream()
                        .map(JsonObject::new)
                        .anyMatch(message -> "stale".equals(message.getString("type"))
                                && message.getString("reason").contains(code)));
    }

    private static void awaitRecovery(LiveServer server, TestScreen screen) {
        long start = System.nanoTime();
        awaitReady(server);
        say("ready again", start);
        Await.until(
                "every event loop writes",
                () -> gauge(server, "livetally_redis_writable").equals("1"));
        Await.until("a screen that is not stale", () -> {
            List<String> messages = screen.messages();
            int last = messages.size() - 1;
            while (last > 0 && messages.get(last).contains("\"heartbeat\"")) {
                last--;
            }
            return !messages.get(last).contains("\"stale\"");
        });
    }

    private static void say(String what, long since) {
        System.out.println("FAULT refused writes, " + what + " after "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) + " ms");
    }

    private static void awaitNotReady(LiveServer server, String code) {
        Await.until("not ready, since " + code, () -> {
            HttpResponse<String> ready = server.send("GET", "/health/ready", "");
            return ready.statusCode() == 503 && ready.body().contains(code);
        });
    }

    private static void awaitReady(LiveServer server) {
        Await.until("ready", () -> server.send("GET", "/health/ready", "").statusCode() == 200);
    }

    private static void assertUnavailable(JsonObject answer, String code) {
        assertEquals("unavailable", answer.getString("code"), answer::encode);
        assertEquals(true, answer.getBoolean("retry"), answer::encode);
        assertTrue(answer.getString("message").contains("(" + code + ")"), answer::encode);
        assertFalse(answer.getString("message").contains("script"), answer::encode);
    }

    private static String gauge(LiveServer server, String name) {
        return server.send("GET", "/metrics", "")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1).replace(".0", ""))
                .findFirst()
                .orElseThrow();
    }

    private static String text(RedisProcess redis, String command) {
        return String.valueOf(redis.ask(command)).strip();
    }

    private static String order(String id) {
        return OrderJson.order(STREAM, id, 100).encode();
    }
}
