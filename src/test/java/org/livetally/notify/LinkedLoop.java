package org.livetally.notify;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Function;
import org.livetally.redis.client.RedisLink;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** An event loop with a link to the Redis of the tests, which is empty when it begins. */
public final class LinkedLoop {
    private final Context loop;
    private final RedisLink redis;

    public LinkedLoop(Vertx vertx) {
        TestRedis.flush();
        loop = vertx.getOrCreateContext();
        Promise<RedisLink> connected = Promise.promise();
        loop.runOnContext(go -> {
            RedisLink link = RedisLink.open(vertx, TestRedis.uri());
            link.onConnected(() -> connected.tryComplete(link));
        });
        redis = Await.result(connected.future());
    }

    /** Does something on the loop, and waits for its result. */
    public <T> T ask(Function<RedisLink, Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(go -> work.apply(redis).onComplete(done));
        return Await.result(done.future());
    }
}
