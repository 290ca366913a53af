package org.livetally.faults;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.livetally.testing.Await;

/** A client of any Redis, independent of the server, that waits for answers. */
final class RedisClient implements AutoCloseable {
    private static final String CLUSTER = "redis+cluster://";

    private final Vertx vertx = Vertx.vertx();
    private final Redis redis;

    /** @param uri of a server, or of some nodes of a Cluster, which is asked for keys only */
    RedisClient(String uri) {
        redis = Redis.createClient(vertx, options(uri).setPreferredProtocolVersion(ProtocolVersion.RESP2));
    }

    private static RedisOptions options(String uri) {
        if (!uri.startsWith(CLUSTER)) {
            return new RedisOptions().setConnectionString(uri);
        }
        RedisOptions options = new RedisOptions().setType(RedisClientType.CLUSTER);
        List.of(uri.substring(CLUSTER.length()).split(","))
                .forEach(node -> options.addConnectionString("redis://" + node));
        return options;
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
