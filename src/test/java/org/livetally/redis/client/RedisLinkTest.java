package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.metrics.Metrics;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.redis.embedded.Processes;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** One connection that is replaced when it breaks, and lets nobody wait for ever. */
@ExtendWith(VertxExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
final class RedisLinkTest {
    private static final long LIMIT_MS = 500;

    private final AtomicInteger connected = new AtomicInteger();

    @TempDir
    Path temporary;

    private Vertx vertx;
    private Context loop;

    @BeforeEach
    void runOnALoop(Vertx own) {
        vertx = own;
        loop = own.getOrCreateContext();
    }

    @Test
    void reconnectsWhenRedisClosesTheConnection() throws Exception {
        RedisLink link = open(TestRedis.uri());
        for (int i = 2; i < 5; i++) {
            int times = i;
            TestRedis.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            Await.until("connection " + i, () -> connected.get() == times);
            assertEquals("PONG", result(ping(link)).toString());
        }
    }

    @Test
    void reconnectsWhenTheServerWasKilledAndStartedAgain() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temporary.resolve("data"))) {
            RedisLink link = open(redis.uri());
            Processes.kill(redis.pid());
            Await.until("a second connection", () -> connected.get() == 2);
            assertEquals("PONG", result(ping(link)).toString());
        }
    }

    @Test
    void commandsOfAFrozenServerFailAndItIsUsedAgainWhenItGoesOn() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temporary.resolve("data"))) {
            RedisLink link = open(redis.uri());
            long pid = redis.pid();
            Processes.suspend(pid);
            try {
                long start = System.nanoTime();
                assertThrows(ExecutionException.class, () -> result(ping(link)));
                long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                assertTrue(ms >= LIMIT_MS && ms < 10 * LIMIT_MS, ms + " ms");
                assertInstanceOf(RedisUnavailableException.class, failure(ping(link)), "fails at once meanwhile");
            } finally {
                signal("CONT", pid);
            }
            Await.until("another connection", () -> connected.get() >= 2);
            Await.until("an answer", () -> failure(ping(link)) == null);
        }
    }

    @Test
    void commandsFailAlsoWhenTheSocketIsFull() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temporary.resolve("data"))) {
            RedisLink link = open(redis.uri());
            long pid = redis.pid();
            Processes.suspend(pid);
            try {
                Future<Response> first = on(link, RedisLinkTest::pingNow);
                loop.runOnContext(go -> {
                    for (int i = 0; i < 30; i++) { // more than a socket buffers
                        link.send(Request.cmd(Command.ECHO).arg("x".repeat(100_000)));
                    }
                });
                assertThrows(
                        ExecutionException.class,
                        () -> first.toCompletionStage()
                                .toCompletableFuture()
                                .get(10 * LIMIT_MS, TimeUnit.MILLISECONDS));
            } finally {
                signal("CONT", pid);
            }
        }
    }

    @Test
    void aScriptThatRedisDoesNotKnowIsSentAsText() throws Exception {
        RedisLink link = open(TestRedis.uri());
        LuaScript unknown = new LuaScript("test", "return {KEYS[1], ARGV[1]}", "0".repeat(40));
        Response answer = result(
                on(link, it -> it.run(new ScriptCall(unknown).key("{s}:a").arg(39_600))));
        assertEquals("{s}:a", answer.get(0).toString());
        assertEquals("39600", answer.get(1).toString());
    }

    @Test
    void aScriptsOwnErrorIsNotTriedAgain() throws Exception {
        RedisLink link = open(TestRedis.uri());
        LuaScript broken =
                new LuaScript("test", "redis.call('INCR', KEYS[1]) return redis.error_reply('NO')", "0".repeat(40));
        TestRedis.flush();
        Throwable error = failure(on(link, it -> it.run(new ScriptCall(broken).key("runs"))));
        assertTrue(String.valueOf(error).endsWith("NO"), () -> String.valueOf(error));
        assertEquals("1", TestRedis.text("GET", "runs"));
        assertEquals("PONG", result(ping(link)).toString());
    }

    private RedisLink open(String uri) throws Exception {
        CompletableFuture<RedisLink> opened = new CompletableFuture<>();
        loop.runOnContext(go -> {
            RedisLink link = RedisLink.open(vertx, uri, LIMIT_MS, new Metrics());
            link.onConnected(connected::incrementAndGet);
            opened.complete(link);
        });
        RedisLink link = opened.get(20, TimeUnit.SECONDS);
        Await.until("connected", () -> connected.get() == 1);
        return link;
    }

    private Future<Response> ping(RedisLink link) {
        return on(link, RedisLinkTest::pingNow);
    }

    private static Future<Response> pingNow(RedisLink link) {
        return link.send(Request.cmd(Command.PING));
    }

    private Future<Response> on(RedisLink link, Function<RedisLink, Future<Response>> action) {
        Promise<Response> done = Promise.promise();
        loop.runOnContext(go -> action.apply(link).onComplete(done));
        return done.future();
    }

    private static @Nullable Throwable failure(Future<Response> future) {
        try {
            result(future);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor());
    }
}
