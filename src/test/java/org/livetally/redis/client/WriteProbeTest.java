package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.livetally.metrics.Metrics;
import org.livetally.testing.Await;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.SlowFsync;

/** A disk that nobody else uses. */
final class WriteProbeTest {
    private static final Duration EVERY = Duration.ofMillis(10);
    private static final long SILENCE_TIMEOUT_MS = 500;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void oneThatHangsIsFoundWithNobodyThereWhoWrites() throws Exception {
        SlowFsync.assumePossible();
        try (RedisProcess redis = RedisProcess.start("--appendonly", "yes", "--appendfsync", "always")) {
            RedisLink link = open(redis);
            try (SlowFsync hangs = SlowFsync.of(redis.pid(), Duration.ofMinutes(1))) {
                Await.until("not connected: silent", () -> link.problem().contains("silent"));
            }
            Await.until("connected again", () -> link.problem().isEmpty());
        }
    }

    @Test
    void whatIsWrittenTakesOneMemberHoweverLongItGoesOn() throws Exception {
        try (RedisProcess redis = RedisProcess.start("--appendonly", "yes", "--appendfsync", "always")) {
            open(redis);
            String first = written(redis);
            Await.until("another write", () -> !written(redis).equals(first));
            assertEquals("1", String.valueOf(redis.ask("ZCARD " + StreamKeys.PROBE)));
            assertEquals("1", String.valueOf(redis.ask("DBSIZE")));
        }
    }

    private static String written(RedisProcess redis) {
        return String.valueOf(redis.ask("ZSCORE " + StreamKeys.PROBE + " disk"));
    }

    private RedisLink open(RedisProcess redis) throws Exception {
        CompletableFuture<RedisLink> opened = new CompletableFuture<>();
        vertx.runOnContext(loop -> {
            RedisLink link = RedisLink.open(vertx, redis.uri(), SILENCE_TIMEOUT_MS, new Metrics());
            WriteProbe.watch(vertx, link, EVERY);
            link.onConnected(() -> opened.complete(link));
        });
        RedisLink link = opened.get(20, TimeUnit.SECONDS);
        Await.until("a first write", () -> !written(redis).equals("null"));
        return link;
    }
}
