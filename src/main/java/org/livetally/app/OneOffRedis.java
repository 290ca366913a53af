package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.redis.client.RedisLink;
import org.livetally.settings.RedisAddress;

/** A link to Redis for a single task, such as a command of the command line. */
final class OneOffRedis {
    private static final Logger LOG = Logger.getLogger(OneOffRedis.class.getName());
    private static final long CONNECT_TIMEOUT_MS = 10_000;

    private OneOffRedis() {}

    /**
     * Connects, runs the task and disconnects.
     *
     * @param otherwise the error message if Redis does not answer within 10 s, or at once if it refuses the password or
     *     TLS fails
     */
    static <T> Future<T> to(RedisAddress address, Vertx vertx, String otherwise, Function<RedisLink, Future<T>> work) {
        return over(() -> RedisLink.openToAny(vertx, address), vertx, otherwise, work);
    }

    /** The same for a task that changes something: it ends once the replicas have it. */
    static <T> Future<T> toChange(
            RedisAddress address, Vertx vertx, String otherwise, Function<RedisLink, Future<T>> work) {
        return to(address, vertx, otherwise, kept(work));
    }

    /** The same for the task that restores a backup. */
    static <T> Future<T> toRestore(RedisAddress address, Vertx vertx, Function<RedisLink, Future<T>> work) {
        return over(() -> RedisLink.openToRestore(vertx, address), vertx, "nothing was restored", kept(work));
    }

    private static <T> Function<RedisLink, Future<T>> kept(Function<RedisLink, Future<T>> work) {
        return redis -> work.apply(redis).compose(result -> followed(redis).map(result));
    }

    private static <T> Future<T> over(
            Supplier<RedisLink> open, Vertx vertx, String otherwise, Function<RedisLink, Future<T>> work) {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(loop -> {
            RedisLink redis = open.get();
            Promise<Void> connected = Promise.promise();
            redis.onConnected(() -> {
                if (redis.isConnected()) { // to all servers of a Cluster: whatever is done needs most of them
                    connected.tryComplete();
                }
            });
            redis.onWrongSetting(why -> connected.tryFail(why + ": " + otherwise));
            long late = vertx.setTimer(CONNECT_TIMEOUT_MS, id -> connected.tryFail(redis.problem() + ": " + otherwise));
            connected
                    .future()
                    .onComplete(known -> vertx.cancelTimer(late))
                    .compose(ready -> work.apply(redis))
                    .eventually(redis::close)
                    .onComplete(done);
        });
        return done.future();
    }

    /** What a command says is done, no failover takes back: nobody would do it again. */
    private static Future<Void> followed(RedisLink redis) {
        return redis.followed()
                .map(all -> {
                    if (!all) {
                        LOG.warning("it is done, but a replica of Redis does not have it yet:"
                                + " a failover to that one would take it back");
                    }
                    return (Void) null;
                })
                .recover(e -> {
                    LOG.log(
                            Level.WARNING,
                            "it is done, but Redis does not say whether its replicas have it ({0}): look, and do it again",
                            e.getMessage());
                    return Future.succeededFuture();
                });
    }
}
