package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import java.util.function.Supplier;

/** Makes the client of a connection: Vert.x' own, or that of a simulated network. */
@FunctionalInterface
public interface RedisClients {
    RedisClients REAL = Redis::createStandaloneClient;

    /**
     * A client that connects to one server.
     *
     * @param endpoint is asked at each attempt to connect
     */
    Redis create(Vertx vertx, RedisOptions options, Supplier<Future<RedisStandaloneConnectOptions>> endpoint);
}
