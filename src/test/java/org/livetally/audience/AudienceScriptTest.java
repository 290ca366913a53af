package org.livetally.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.socket.RateLimiter;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

@ExtendWith(VertxExtension.class)
final class AudienceScriptTest {
    private static final StreamKeys KEYS = new StreamKeys("naqu-4500m");
    private static final long MINUTE = 1_592_208_000_000L;

    private final Vertx vertx;

    AudienceScriptTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @BeforeEach
    void empty() {
        TestRedis.flush();
        setStatus("live");
    }

    @Test
    void answersWithTheFiguresOfTheStream() {
        assertEquals(new AudienceCounts(30, 2, true, true, true), apply(batch(1, 2, 30, "ann", "bob")));
        assertEquals(new AudienceCounts(35, 1, true, true, true), apply(batch(2, 1, 5)));
        assertEquals(new AudienceCounts(35, 1, false, true, true), apply(batch(3, 1, 0)));
    }

    @Test
    void resentFlushIsCountedOnce() {
        AudienceBatch batch = batch(1, 2, 30, "ann", "bob");

        apply(batch);
        AudienceCounts again = apply(batch);

        assertEquals(new AudienceCounts(30, 2, false, true, true), again);
        assertEquals("2", TestRedis.text("HGET", KEYS.audience(), "views"));
        assertEquals("30", TestRedis.text("HGET", KEYS.trend(), MINUTE + ":likes"));
        assertEquals("1", TestRedis.text("HGET", KEYS.totals(), "version"));
    }

    @Test
    void resentFlushIsCountedOnceThoughItsCounterExpired() {
        AudienceBatch batch = batch(1, 2, 30, "ann");
        apply(batch);
        TestRedis.command("HSET", KEYS.presence(), "node", "2 1");
        expire();
        assertEquals("0", TestRedis.text("HLEN", KEYS.presence()));

        assertEquals(new AudienceCounts(30, 2, true, true, true), apply(batch));
        assertEquals("1", TestRedis.text("HGET", KEYS.audience(), "views"));
    }

    @Test
    void delayedCopyOfAnOlderFlushChangesNothing() {
        apply(batch(1, 9, 30));
        apply(batch(2, 4, 0));

        assertEquals(new AudienceCounts(30, 4, false, false, true), apply(batch(1, 9, 30)));
        assertEquals("4", TestRedis.text("HGET", KEYS.presence(), "node").split(" ")[0]);
    }

    @Test
    void resentFlushIsAnsweredAsItWasAppliedThoughTheStreamHasStarted() {
        setStatus("scheduled");
        AudienceBatch batch = batch(1, 1, 30, "ann");
        assertEquals(new AudienceCounts(0, 1, true, false, false), apply(batch));
        setStatus("live");

        assertEquals(new AudienceCounts(0, 1, false, false, true), apply(batch));
    }

    @Test
    void unknownStreamGetsNoKey() {
        TestRedis.flush();

        assertEquals(AudienceCounts.NONE, apply(batch(1, 1, 30, "ann")));
        assertEquals(0, TestRedis.keys());
    }

    @Test
    void nothingIsWrittenIfAKeyIsBroken() {
        for (String key : List.of(
                KEYS.totals(),
                KEYS.audience(),
                KEYS.viewers(),
                KEYS.trend(),
                KEYS.minutes(),
                KEYS.presence(),
                KEYS.flushes(),
                KEYS.newest())) {
            empty();
            TestRedis.command("SET", key, "broken");

            assertThrows(AssertionError.class, () -> apply(batch(1, 1, 30, "ann")), key);
            assertEquals(2, TestRedis.keys(), key);
        }
    }

    @Test
    void thousandsOfViewersOpenInOneFlush() {
        String[] ids = IntStream.range(0, 10_000).mapToObj(i -> "viewer-" + i).toArray(String[]::new);

        apply(batch(1, 10_000, 0, ids));

        assertEquals("10000", TestRedis.text("HGET", KEYS.audience(), "views"));
        double unique = Double.parseDouble(TestRedis.text("HGET", KEYS.audience(), "uniqueViewers"));
        assertEquals(10_000, unique, 300);
    }

    private AudienceCounts apply(AudienceBatch batch) {
        return run(script -> script.apply(KEYS, batch));
    }

    private void expire() {
        runOn(redis -> AudienceScript.expire(redis, KEYS));
    }

    private AudienceCounts run(Function<AudienceScript, Future<AudienceCounts>> action) {
        return runOn(redis -> action.apply(new AudienceScript(redis, "node")));
    }

    private AudienceCounts runOn(Function<RedisLink, Future<AudienceCounts>> action) {
        Promise<AudienceCounts> done = Promise.promise();
        vertx.runOnContext(go -> {
            RedisLink redis = RedisLink.open(vertx, TestRedis.uri());
            redis.onConnected(
                    () -> action.apply(redis).eventually(redis::close).onComplete(done::tryComplete, done::tryFail));
        });
        return Await.result(done.future());
    }

    private static AudienceBatch batch(long number, int open, long likes, String... viewers) {
        Map<Long, Long> byMinute = likes == 0 ? Map.of() : Map.of(MINUTE, likes);
        return new AudienceBatch(
                number,
                open,
                byMinute,
                List.of(viewers).stream()
                        .map(id -> new Viewer(frame -> {}, id, "", new RateLimiter(0)))
                        .toList(),
                Map.of());
    }

    private static void setStatus(String status) {
        TestRedis.command("HSET", KEYS.settings(), "status", status);
    }
}
