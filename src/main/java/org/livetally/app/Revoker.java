package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.livetally.auth.Revocations;
import org.livetally.redis.RedisLink;

/** Takes tokens back, whether a server runs on the Redis or not. */
public final class Revoker {
    private static final long CONNECT_MS = 10_000;

    private Revoker() {}

    /**
     * Revokes a token by its id.
     *
     * @param expires when it would have ended by itself, epoch seconds or {@code +inf}
     */
    public static Future<Void> revoke(Vertx vertx, String redisUri, String id, String expires) {
        Promise<Void> revoked = Promise.promise();
        vertx.runOnContext(loop -> {
            RedisLink redis = RedisLink.open(vertx, redisUri);
            Promise<Void> connected = Promise.promise();
            redis.onConnected(connected::tryComplete);
            vertx.setTimer(
                    CONNECT_MS, late -> connected.tryFail("Redis did not answer within 10 s: nothing was revoked"));
            connected
                    .future()
                    .compose(ready -> Revocations.revoke(redis, InstantSource.system(), id, expires))
                    .eventually(redis::close)
                    .<Void>mapEmpty()
                    .onComplete(revoked);
        });
        return revoked.future();
    }
}
