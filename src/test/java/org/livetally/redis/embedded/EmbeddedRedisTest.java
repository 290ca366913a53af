package org.livetally.redis.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.redis.embedded.Clients.ask;
import static org.livetally.redis.embedded.Clients.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.Await;

final class EmbeddedRedisTest {
    @TempDir
    Path temporary;

    @Test
    void answersOnceStarted() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data())) {
            assertEquals("PONG", ask(redis, "PING"));
        }
    }

    @Test
    void dataSurviveCloseAndStart() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data())) {
            ask(redis, "SET gmv 39600");
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start(data())) {
            assertEquals("39600", ask(redis, "GET gmv"));
        }
    }

    @Test
    void killedServerIsRestartedWithItsData() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data())) {
            ask(redis, "SET gmv 39600");
            String uri = redis.uri();
            killAndAwaitNext(redis);
            assertEquals("39600", ask(redis, "GET gmv"));
            assertEquals(uri, redis.uri());
        }
    }

    @Test
    void serverThatDiesAgainAndAgainIsReportedWithTheEndOfItsLog() throws IOException {
        CompletableFuture<String> fatal = new CompletableFuture<>();
        try (EmbeddedRedis redis = EmbeddedRedis.start(data(), fatal::complete)) {
            ask(redis, "SET gmv 39600");
            Files.writeString(data().resolve("appendonlydir/appendonly.aof.manifest"), "not a manifest\n");
            Processes.kill(redis.pid());
            String message = fatal.orTimeout(30, TimeUnit.SECONDS).join();
            assertTrue(message.contains("5 times"), message);
            assertTrue(message.contains("not a manifest"), message);
        }
    }

    @Test
    void serverThatCannotLoadItsDataFailsTheStartAndFreesTheDirectory() throws IOException {
        Files.createDirectories(data().resolve("appendonlydir"));
        Path manifest = data().resolve("appendonlydir/appendonly.aof.manifest");
        Files.writeString(manifest, "not a manifest\n");
        EmbeddedRedisException e = assertThrows(EmbeddedRedisException.class, () -> EmbeddedRedis.start(data()));
        assertTrue(e.getMessage().contains("not a manifest"), e.getMessage());
        Files.delete(manifest);
        EmbeddedRedis.start(data()).close();
    }

    @Test
    void closeLeavesNoProcessBehind() throws IOException {
        EmbeddedRedis redis = EmbeddedRedis.start(data());
        killAndAwaitNext(redis);
        long pid = redis.pid();
        redis.close();
        redis.close();
        assertFalse(Processes.isRunning(pid));
        assertFalse(Processes.anyRunsOn(data()));
    }

    @Test
    void closeWhileTheServerIsBeingRestartedLeavesNoProcessBehind() {
        EmbeddedRedis redis = EmbeddedRedis.start(data());
        Processes.kill(redis.pid());
        redis.close();
        assertFalse(Processes.anyRunsOn(data()));
    }

    @Test
    void everyAckedWriteIsOnDisk() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data())) {
            assertEquals("yes", setting(redis, "appendonly"));
            assertEquals("always", setting(redis, "appendfsync"));
            assertEquals("noeviction", setting(redis, "maxmemory-policy"));
            long memory = Machine.memory();
            long most = Long.parseLong(setting(redis, "maxmemory"));
            assertTrue(most > memory / 2 && most < memory, most + " of " + memory);
        }
    }

    @Test
    void interruptedStartLeavesNothingBehind() {
        Thread.currentThread().interrupt();
        assertThrows(EmbeddedRedisException.class, () -> EmbeddedRedis.start(data()));
        assertTrue(Thread.interrupted());
        assertFalse(Processes.anyRunsOn(data()));
        EmbeddedRedis.start(data()).close();
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private static void killAndAwaitNext(EmbeddedRedis redis) {
        long killed = redis.pid();
        Processes.kill(killed);
        Await.until("another server answers", () -> redis.pid() != killed && answers(redis));
        assertNotEquals(killed, redis.pid());
    }

    private static boolean answers(EmbeddedRedis redis) {
        try {
            return ask(redis, "PING").equals("PONG");
        } catch (IOException e) {
            return false;
        }
    }
}
