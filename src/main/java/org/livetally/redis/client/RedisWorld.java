package org.livetally.redis.client;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * What a link stands on: the event loop, the network and the time. A simulation brings its own.
 *
 * @param nanoTime as {@link System#nanoTime}
 */
public record RedisWorld(Vertx vertx, RedisClients clients, LongSupplier nanoTime) {
    /** The real one. */
    public static RedisWorld of(Vertx vertx) {
        return new RedisWorld(vertx, RedisClients.REAL, System::nanoTime);
    }
}
