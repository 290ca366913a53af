package org.livetally.erasure;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;
import java.util.function.Supplier;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Lets one erasure run at a time. One that was killed holds the others up for {@value #LEASE_MS} ms. */
final class Lease {
    private static final LuaScript SCRIPT = LuaScript.load("hold_lease");
    private static final long LEASE_MS = 3_000;
    private static final long RENEWAL_MS = 800;
    private static final long RETRY_MS = 250;

    private final Vertx vertx;
    private final RedisLink redis;
    private final String holder = UUID.randomUUID().toString();

    Lease(Vertx vertx, RedisLink redis) {
        this.vertx = vertx;
        this.redis = redis;
    }

    /** Does the work while nobody else can; fails if somebody else does for longer than a lease lasts. */
    <T> Future<T> during(Supplier<Future<T>> work) {
        return take(LEASE_MS / RETRY_MS + 1).compose(taken -> {
            long renewal = vertx.setPeriodic(RENEWAL_MS, id -> hold(LEASE_MS));
            return work.get().eventually(() -> {
                vertx.cancelTimer(renewal);
                return hold(1).otherwise(0); // gives it back
            });
        });
    }

    private Future<Void> take(long attempts) {
        return hold(LEASE_MS).compose(held -> {
            if (held == 1) {
                return Future.succeededFuture();
            }
            return attempts > 0
                    ? vertx.timer(RETRY_MS).compose(late -> take(attempts - 1))
                    : Future.failedFuture(
                            "another erasure is running: nothing was changed, try again when it has ended");
        });
    }

    private Future<Integer> hold(long ms) {
        return redis.run(new ScriptCall(SCRIPT)
                        .key(StreamKeys.ERASER)
                        .arg(holder)
                        .arg(ms))
                .map(reply -> reply.toInteger());
    }
}
