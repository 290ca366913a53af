package org.livetally.ledger.replay;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * The tallies in Redis at one moment that are few however long a stream runs. Hides the order of the keys of
 * {@code read_tallies.lua}.
 *
 * @param last the seq of the newest message that they reflect
 * @param totals by field
 * @param recent seq and JSON as screens show it, newest first
 * @param likes likes of the audience
 * @param buyers number of distinct buyers
 * @param ids number of ids
 */
record StoredTallies(Seq last, Map<String, String> totals, List<String> recent, long likes, long buyers, long ids) {
    private static final LuaScript SCRIPT = LuaScript.load("read_tallies");

    static Future<StoredTallies> read(RedisLink redis, StreamKeys keys) {
        return redis.run(new ScriptCall(SCRIPT)
                        .key(keys.totals())
                        .key(keys.recent())
                        .key(keys.audience())
                        .key(keys.buyers())
                        .key(keys.ids()))
                .map(StoredTallies::of);
    }

    private static StoredTallies of(Response reply) {
        Map<String, String> totals = new TreeMap<>();
        Response fields = reply.get(0);
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            totals.put(fields.get(i).toString(), fields.get(i + 1).toString());
        }
        String last = totals.remove("last");
        totals.remove("version");
        totals.remove("tallies");
        totals.remove("basis");
        List<String> recent = new ArrayList<>();
        reply.get(1).forEach(order -> recent.add(order.toString()));
        Response likes = reply.get(2);
        return new StoredTallies(
                last == null ? Seq.START : Seq.parse(last),
                totals,
                recent,
                likes == null ? 0 : likes.toLong(),
                reply.get(3).toLong(),
                reply.get(4).toLong());
    }
}
