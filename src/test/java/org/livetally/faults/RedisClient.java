package org.livetally.faults;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import org.livetally.testing.Await;

/** A client of any Redis, independent of the server, that waits for answers. */
final class RedisClient implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Redis redis;

    RedisClient(String uri) {
        redis = Redis.createClient(
                vertx, new RedisOptions().setConnectionString(uri).setPreferredProtocolVersion(ProtocolVersion.RESP2));
    }

    Response ask(String command, String... args) {
        Request request = Request.cmd(Command.create(command));
        for (String arg : args) {
            request.arg(arg);
        }
        try {
            return redis.send(request).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(command, e);
        }
    }

    Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() {
        Await.result(vertx.close());
    }
}
