package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.testing.Await;
import org.livetally.testing.RedisProcess;

/** Settings that change while Redis runs, over one connection. */
@ExtendWith(VertxExtension.class)
final class DurabilityWatchTest {
    private final Durability durability = new Durability(Duration.ofMillis(50));

    @Test
    void aSettingThatIsTakenBackIsWarnedOfAndItsCureEndsTheWarning(Vertx vertx) throws Exception {
        try (RedisProcess redis = RedisProcess.start("--appendonly", "yes", "--appendfsync", "always")) {
            vertx.runOnContext(loop -> durability.watch(vertx, RedisLink.open(vertx, redis.uri())));
            Await.until("durable", () -> durability.durable() == Durability.Known.YES);
            assertEquals(List.of(), durability.warnings());
            redis.ask("CONFIG SET appendonly no");
            Await.until("a warning", () -> durability.warnings().toString().contains("appendonly no"));
            Await.until("no longer durable", () -> durability.durable() == Durability.Known.NO);
            redis.ask("CONFIG SET appendonly yes");
            Await.until("no warning", () -> durability.warnings().isEmpty());
            Await.until("durable again", () -> durability.durable() == Durability.Known.YES);
        }
    }
}
