package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.metrics.Metrics;
import org.livetally.testing.Await;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.SlowFsync;

/** A disk that nobody else uses. */
@ExtendWith(VertxExtension.class)
final class WriteProbeTest {
    private static final Duration EVERY = Duration.ofMillis(10);
    private static final long SILENCE_TIMEOUT_MS = 500;

    @Test
    void oneThatHangsIsFoundWithNobodyThereWhoWrites(Vertx vertx) throws Exception {
        SlowFsync.assumePossible();
        try (RedisProcess redis = RedisProcess.start("--appendonly", "yes", "--appendfsync", "always")) {
            RedisLink link = open(vertx, redis);
            try (SlowFsync hangs = SlowFsync.of(redis.pid(), Duration.ofMinutes(1))) {
                Await.until("not connected: silent", () -> link.problem().contains("silent"));
            }
            Await.until("connected again", () -> link.problem().isEmpty());
        }
    }

    @Test
    void whatIsWrittenTakesOneMemberHoweverLongItGoesOn(Vertx vertx) throws Exception {
        try (RedisProcess redis = RedisProcess.start("--appendonly", "yes", "--appendfsync", "always")) {
            open(vertx, redis);
            String first = written(redis);
            Await.until("another write", () -> !written(redis).equals(first));
            assertEquals("1", String.valueOf(redis.ask("ZCARD " + StreamKeys.PROBE)));
            assertEquals("2", String.valueOf(redis.ask("DBSIZE")), "with the number of the format");
        }
    }

    private static String written(RedisProcess redis) {
        return String.valueOf(redis.ask("ZSCORE " + StreamKeys.PROBE + " disk"));
    }

    private static RedisLink open(Vertx vertx, RedisProcess redis) {
        Promise<RedisLink> opened = Promise.promise();
        vertx.runOnContext(loop -> {
            RedisLink link = RedisLink.open(vertx, redis.uri(), SILENCE_TIMEOUT_MS, new Metrics());
            WriteProbe.watch(vertx, link, EVERY);
            link.onConnected(() -> opened.tryComplete(link));
        });
        RedisLink link = Await.result(opened.future());
        Await.until("a first write", () -> !written(redis).equals("null"));
        return link;
    }
}
