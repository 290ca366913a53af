package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.livetally.auth.Revocations;

/** Takes tokens back, whether a server runs on the Redis or not. */
public final class Revoker {
    private Revoker() {}

    /**
     * Revokes a token by its id.
     *
     * @param expires when it would have ended by itself, epoch seconds or {@code +inf}
     */
    public static Future<Void> revoke(Vertx vertx, String redisUri, String id, String expires) {
        return ShortVisit.to(
                redisUri,
                vertx,
                "nothing was revoked",
                redis -> Revocations.revoke(redis, InstantSource.system(), id, expires)
                        .mapEmpty());
    }
}
