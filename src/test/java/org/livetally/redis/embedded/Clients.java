package org.livetally.redis.embedded;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.livetally.testing.Await;

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
            return Await.result(client.send(Request.cmd(Command.CONFIG, "GET", name)))
                    .get(name)
                    .toString();
        } finally {
            Await.result(vertx.close());
        }
    }

    public static Path socket(EmbeddedRedis redis) {
        return Path.of(URI.create(redis.uri()).getPath());
    }
}
