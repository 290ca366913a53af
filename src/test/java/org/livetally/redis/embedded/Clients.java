package org.livetally.redis.embedded;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Clients of the embedded server. */
public final class Clients {
    private Clients() {}

    public static String ask(EmbeddedRedis redis, String command) throws IOException {
        return RespClient.ask(socket(redis), Duration.ofSeconds(5), command);
    }

    /** Asks through the product's client, so this also shows that it understands the URI. */
    public static String setting(EmbeddedRedis redis, String name) throws Exception {
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

    public static Path socket(EmbeddedRedis redis) {
        return Path.of(URI.create(redis.uri()).getPath());
    }
}
