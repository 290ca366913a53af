package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.livetally.access.Revocations;
import org.livetally.access.Token;
import org.livetally.access.TokenList;
import org.livetally.acts.ActLog;
import org.livetally.settings.RedisAddress;

/** Token operations of the command line, whether or not a server uses this Redis. */
public final class TokenVisit {
    private TokenVisit() {}

    /** Adds a new token to the list. */
    public static Future<Void> list(Vertx vertx, RedisAddress address, Token made) {
        return OneOffRedis.toChange(
                address,
                vertx,
                "the token is not listed",
                redis -> new ActLog(redis)
                        .command("token " + made.id(), new TokenList(redis, InstantSource.system()).add(made)));
    }

    /**
     * Revokes a token by its id.
     *
     * @param expires when the token expires by itself, in epoch seconds, or {@code +inf}
     */
    public static Future<Void> revoke(Vertx vertx, RedisAddress address, String id, String expires) {
        return OneOffRedis.toChange(
                address,
                vertx,
                "nothing was revoked",
                redis -> new ActLog(redis)
                        .command("revoke " + id, Revocations.revoke(redis, InstantSource.system(), id, expires, null)));
    }
}
