package org.livetally.archive;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Function;
import org.livetally.redis.client.RedisLink;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestResource;

/** An event loop with a link to a Redis. */
final class Loop implements TestResource {
    private final Vertx vertx = Vertx.vertx();

    @Override
    public void begin() {
        // The link is opened by each task.
    }

    Vertx vertx() {
        return vertx;
    }

    /** Runs a task on the event loop, with the Redis of the tests, and waits for it. */
    <T> T run(Function<RedisLink, Future<T>> task) {
        return run(TestRedis.uri(), task);
    }

    /** The same with any Redis. */
    <T> T run(String uri, Function<RedisLink, Future<T>> task) {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(go -> {
            RedisLink redis = RedisLink.open(vertx, uri);
            Promise<Void> connected = Promise.promise();
            redis.onConnected(connected::tryComplete);
            connected
                    .future()
                    .compose(up -> task.apply(redis))
                    .eventually(redis::close)
                    .onComplete(done);
        });
        return Await.result(done.future());
    }

    @Override
    public void close() {
        Await.result(vertx.close());
    }
}
