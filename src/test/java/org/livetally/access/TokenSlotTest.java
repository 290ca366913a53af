package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.redis.client.RedisLink;
import org.livetally.testing.Await;
import org.livetally.testing.RedisProcess;

/** All keys of tokens share one slot: in a Redis Cluster, a server refuses a script whose keys are on several. */
@ExtendWith(VertxExtension.class)
final class TokenSlotTest {
    private static final long NOW = 1_592_208_000;

    @Test
    void aServerOfAClusterListsAndRevokesTokens(Vertx vertx) throws Exception {
        try (RedisProcess server = RedisProcess.start("--cluster-enabled", "yes")) {
            server.ask("CLUSTER ADDSLOTSRANGE 0 16383");
            Await.until(
                    "the cluster",
                    () -> String.valueOf(server.ask("CLUSTER INFO")).contains("cluster_state:ok"));
            Promise<Set<String>> revoked = Promise.promise();
            vertx.getOrCreateContext().runOnContext(go -> {
                RedisLink redis = RedisLink.open(vertx, server.uri());
                Promise<Void> connected = Promise.promise();
                redis.onConnected(connected::tryComplete);
                connected
                        .future()
                        .compose(up -> redis.run(KeepTokens.used(List.of(), NOW, 0)))
                        .compose(kept ->
                                Revocations.revoke(redis, InstantSource.system(), "token", Revocations.FOR_EVER, null))
                        .compose(done -> Revocations.read(redis, InstantSource.system()))
                        .onComplete(revoked);
            });
            assertEquals(Set.of("token"), Await.result(revoked.future()));
        }
    }
}
