package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.livetally.auth.Revocations;
import org.livetally.auth.Token;
import org.livetally.auth.TokenList;
import org.livetally.settings.RedisAddress;

/** What the command line does with tokens in Redis, whether a server runs on it or not. */
public final class TokenVisit {
    private TokenVisit() {}

    /** Lists a token that was made just now. */
    public static Future<Void> list(Vertx vertx, RedisAddress address, Token made) {
        return ShortVisit.to(
                address,
                vertx,
                "the token is not listed",
                redis -> new TokenList(redis, InstantSource.system()).add(made));
    }

    /**
     * Revokes a token by its id.
     *
     * @param expires when it would have ended by itself, epoch seconds or {@code +inf}
     */
    public static Future<Void> revoke(Vertx vertx, RedisAddress address, String id, String expires) {
        return ShortVisit.to(
                address,
                vertx,
                "nothing was revoked",
                redis -> Revocations.revoke(redis, InstantSource.system(), id, expires, null));
    }
}
