package org.livetally.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
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
    void serverThatDiesAgainAndAgainIsGivenUpWithTheEndOfItsLog() throws IOException {
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
    void onlyTheOwnerMayOpenTheSocketAndReadTheConfiguration() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data())) {
            assertEquals("rwx------", mode(socket(redis)));
            assertEquals("rwx------", mode(data()));
            assertEquals("rw-------", mode(data().resolve("redis.conf")));
        }
    }

    @Test
    void everyAckedWriteIsOnDisk() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data())) {
            assertEquals("yes", setting(redis, "appendonly"));
            assertEquals("always", setting(redis, "appendfsync"));
            assertEquals("noeviction", setting(redis, "maxmemory-policy"));
        }
    }

    @Test
    void pathTooLongForASocketGetsAShortOneElsewhere() throws IOException {
        Path deep = data().resolve("d".repeat(60)).resolve("e".repeat(60));
        try (EmbeddedRedis redis = EmbeddedRedis.start(deep)) {
            assertTrue(socket(redis).toString().length() <= 103, redis.uri());
            assertEquals("rwx------", mode(socket(redis).resolveSibling("")));
            assertEquals("PONG", ask(redis, "PING"));
            assertEquals(Optional.of(redis.uri()), EmbeddedRedis.uriOfRunning(deep));
        }
    }

    @Test
    void socketDirectoryThatOthersMayEnterIsRefused() throws IOException {
        Path deep = data().resolve("d".repeat(60)).resolve("e".repeat(60));
        Path socketDirectory = DataDirectory.open(deep).socket().resolveSibling("");
        Files.createDirectory(socketDirectory);
        Files.setPosixFilePermissions(socketDirectory, PosixFilePermissions.fromString("rwxrwxrwx"));
        try {
            assertThrows(EmbeddedRedisException.class, () -> EmbeddedRedis.start(deep));
        } finally {
            Files.delete(socketDirectory);
        }
    }

    @Test
    void pathMayHoldSpacesQuotesAndChinese() throws Exception {
        Path odd = data().resolve("直播 \"a\" #b\\c");
        try (EmbeddedRedis redis = EmbeddedRedis.start(odd)) {
            assertEquals("always", setting(redis, "appendfsync"));
            assertTrue(Files.exists(odd.resolve("redis.pid")));
        }
    }

    @Test
    void dataDirectoryMayBeASymbolicLink() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Files.createDirectory(data()));
        try (EmbeddedRedis redis = EmbeddedRedis.start(link)) {
            assertEquals(Optional.of(redis.uri()), EmbeddedRedis.uriOfRunning(data()));
        }
    }

    @Test
    void dataDirectoryThatAnybodyMayWriteToIsRefused() throws IOException {
        Files.createDirectory(data());
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThrows(EmbeddedRedisException.class, () -> EmbeddedRedis.start(data()));
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

    private static String ask(EmbeddedRedis redis, String command) throws IOException {
        return RespClient.ask(socket(redis), Duration.ofSeconds(5), command);
    }

    /** Asked through the client that the product uses, so that it understands the URI, too. */
    private static String setting(EmbeddedRedis redis, String name) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Redis client = Redis.createClient(vertx, redis.uri());
            return completed(client.send(Request.cmd(Command.CONFIG, "GET", name)))
                    .get(name)
                    .toString();
        } finally {
            completed(vertx.close());
        }
    }

    private static <T> T completed(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Path socket(EmbeddedRedis redis) {
        return Path.of(URI.create(redis.uri()).getPath());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
