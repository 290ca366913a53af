package org.livetally.archive;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Map;
import java.util.TreeMap;
import org.livetally.redis.client.RedisLink;

/** Reads a whole hash or sorted set, some hundred items at a time, so that orders need not wait for it. */
public final class KeyReader {
    private static final String BEGIN = "0";
    private static final int ITEMS_AT_ONCE = 500;

    private final RedisLink redis;
    private final Command command;
    private final String key;
    private final String match;
    private final Map<String, String> found = new TreeMap<>();
    private final Promise<Map<String, String>> done = Promise.promise();

    private KeyReader(RedisLink redis, Command command, String key, String match) {
        this.redis = redis;
        this.command = command;
        this.key = key;
        this.match = match;
    }

    /** The values of a hash, by field. */
    public static Future<Map<String, String>> hash(RedisLink redis, String key) {
        return hash(redis, key, "*");
    }

    /** @param match a pattern of the fields, as HSCAN takes it */
    static Future<Map<String, String>> hash(RedisLink redis, String key, String match) {
        return new KeyReader(redis, Command.HSCAN, key, match).read();
    }

    /** The scores of a sorted set, by member. */
    public static Future<Map<String, String>> scores(RedisLink redis, String key) {
        return new KeyReader(redis, Command.ZSCAN, key, "*").read();
    }

    private Future<Map<String, String>> read() {
        next(BEGIN);
        return done.future();
    }

    /** Not a chain of futures: that of a long key would be too long to unwind. */
    private void next(String cursor) {
        redis.send(Request.cmd(command)
                        .arg(key)
                        .arg(cursor)
                        .arg("MATCH")
                        .arg(match)
                        .arg("COUNT")
                        .arg(ITEMS_AT_ONCE))
                .onSuccess(reply -> {
                    take(reply.get(1));
                    String following = reply.get(0).toString();
                    if (following.equals(BEGIN)) {
                        done.complete(found);
                    } else {
                        next(following);
                    }
                })
                .onFailure(done::fail);
    }

    private void take(Response items) {
        for (int i = 0; i + 1 < items.size(); i += 2) {
            found.put(items.get(i).toString(), items.get(i + 1).toString());
        }
    }
}
