package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.client.Durability;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** An external Redis whose settings make an ack worth less than it says: operators are warned, loudly. */
final class DurabilityTest {
    @TempDir
    Path data;

    @Test
    void ownRedisGivesNoWarning() {
        try (LiveServer server = LiveServer.startOn(data)) {
            assertEquals(List.of(), warnings(server));
        }
    }

    @Test
    void everysecIsAWarningAtTheStartAndOnReady() {
        assertWarns("appendfsync everysec", "CONFIG", "SET", "appendfsync", "everysec");
    }

    @Test
    void noAppendOnlyFileIsAWarning() {
        assertWarns("appendonly no", "CONFIG", "SET", "appendonly", "no");
    }

    @Test
    void evictionIsAWarning() {
        assertWarns("maxmemory-policy allkeys-lru", "CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    }

    @Test
    void settingsThatRedisDoesNotTellAreUnknown() {
        assertWarns("unknown whether", "ACL", "SETUSER", "default", "-config");
    }

    @Test
    void whoMayNotAskForFiguresAndSettingsIsServedAllTheSame() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data);
                RedisClient client = new RedisClient(redis.uri())) {
            client.ask("ACL", "SETUSER", "default", "-config", "-info");
            try (LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
                Await.until("a warning", () -> warnings(server).toString().contains("unknown whether"));
                String metrics = server.send("GET", "/metrics", "").body(); // asks for INFO
                assertTrue(metrics.contains("livetally_redis_writable 1"), metrics);
                assertFalse(metrics.contains("livetally_redis_memory_bytes"), metrics);
                assertTrue(server.send("GET", "/metrics", "").body().contains("livetally_redis_writable 1"));
                assertEquals(2, warnings(server).size(), "of the settings and, since somebody asked, of the figures");
            }
        }
    }

    @Test
    void settingsAreAskedForAgainAtEveryConnection() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data);
                RedisClient client = new RedisClient(redis.uri());
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
            assertEquals(List.of(), warnings(server));
            client.ask("CONFIG", "SET", "appendfsync", "no");
            client.ask("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            Await.until(
                    "a warning",
                    () -> server.send("GET", "/health/ready", "").body().contains("appendfsync no"));
        }
    }

    private void assertWarns(String expected, String command, String... args) {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data);
                RedisClient client = new RedisClient(redis.uri());
                LogLines log = new LogLines(Durability.class.getName())) {
            client.ask(command, args);
            try (LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
                Await.until(
                        "a warning: " + expected,
                        () -> warnings(server).toString().contains(expected));
                assertTrue(log.text().contains(expected), log::text);
                assertEquals(1, log.text().lines().count(), "once a node, not once an event loop");
                assertFalse(server.send("GET", "/health/live", "").body().contains("warnings"));
            }
        }
    }

    private static List<?> warnings(LiveServer server) {
        HttpResponse<String> ready = server.send("GET", "/health/ready", "");
        assertEquals(200, ready.statusCode(), "it is ready all the same: " + ready.body());
        return new JsonObject(ready.body())
                .getJsonArray("warnings", new JsonArray())
                .getList();
    }
}
