package org.livetally.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;
import org.livetally.testing.RedisProcess;

/** What a command says that it did, a failover to a replica that follows does not take back. */
@ExtendWith(VertxExtension.class)
final class OneOffRedisTest {
    @Test
    void aCommandEndsOnceTheReplicasHaveWhatItDid(Vertx vertx) {
        try (RedisProcess primary = RedisProcess.start();
                RedisProcess replica = RedisProcess.start("--replicaof", "127.0.0.1 " + primary.port())) {
            Await.until("it follows", () -> info(primary, "replication").contains("state=online"));
            replica.pause();
            Future<Void> revoked =
                    TokenVisit.revoke(vertx, new RedisAddress(primary.uri()), "f00dfeedf00dfeed", "+inf");
            Await.until("it waits", () -> info(primary, "clients").contains("blocked_clients:1"));
            assertEquals(1, revocations(primary));
            assertFalse(revoked.isComplete(), "a failover would let the token in again");
            replica.resume();
            Await.result(revoked);
            assertEquals(1, revocations(replica));
        }
    }

    private static int revocations(RedisProcess redis) {
        return Integer.parseInt(String.valueOf(redis.ask("ZCARD", StreamKeys.REVOKED)));
    }

    private static String info(RedisProcess redis, String section) {
        return String.valueOf(redis.ask("INFO", section));
    }
}
