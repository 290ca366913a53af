package org.livetally.ledger.seal;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Writes the seal of a stream. Hides the order of the keys and arguments of {@code write_seal.lua}. */
public final class WriteSeal {
    private static final LuaScript SCRIPT = LuaScript.load("write_seal");
    private static final String ANY = "*";

    private WriteSeal() {}

    /** Writes it, unless a later one stands, or the ledger does not reach so far. */
    public static Future<Boolean> unlessLater(RedisLink redis, StreamKeys keys, StoredSeal made) {
        return write(redis, keys, ANY, made);
    }

    /**
     * The same, if nobody else has written one.
     *
     * @param before the one that must stand still; null for none
     */
    public static Future<Boolean> after(
            RedisLink redis, StreamKeys keys, @Nullable StoredSeal before, StoredSeal made) {
        return write(redis, keys, before == null ? "" : Long.toString(before.at()), made);
    }

    private static Future<Boolean> write(RedisLink redis, StreamKeys keys, String before, StoredSeal made) {
        return redis.run(new ScriptCall(SCRIPT)
                        .key(keys.settings())
                        .key(keys.totals())
                        .key(keys.seal())
                        .arg(before)
                        .arg(made.seal().seq().toString())
                        .arg(made.seal().sha256())
                        .arg(made.at())
                        .arg(made.messages())
                        .arg(made.differences())
                        .arg(made.namesJson())
                        .arg(made.whole() ? 1 : 0))
                .map(reply -> reply.toInteger() == 1);
    }
}
