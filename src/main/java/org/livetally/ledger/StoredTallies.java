package org.livetally.ledger;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.livetally.model.Section;
import org.livetally.model.Seq;
import org.livetally.redis.LuaScript;
import org.livetally.redis.RedisLink;
import org.livetally.redis.ScriptCall;
import org.livetally.redis.StreamKeys;

/**
 * The tallies of a stream as Redis holds them at one moment; {@code read_tallies.lua}, whose order of keys this hides.
 *
 * @param version of the stream
 * @param last the seq of the newest order counted in them; what the ledger has behind it came later
 * @param byName every tally under a name for people, for example {@code products/cordyceps-5g}
 * @param recent seq and JSON as screens show it, newest first
 * @param minutes that the board would look at, by the version that changed them last
 * @param placed ids of the orders that are neither paid nor cancelled
 */
record StoredTallies(
        long version,
        Seq last,
        SortedMap<String, Long> byName,
        List<String> recent,
        Map<String, Long> minutes,
        List<String> placed) {
    private static final LuaScript SCRIPT = LuaScript.load("read_tallies");

    static Future<StoredTallies> read(RedisLink redis, StreamKeys keys) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.totals())
                .key(keys.counts())
                .key(keys.trend())
                .key(keys.minutes())
                .key(keys.recent())
                .key(keys.audience())
                .key(keys.buyers())
                .key(keys.ids())
                .key(keys.placed());
        for (Section section : Section.values()) {
            call.key(keys.ranking(section.key()));
        }
        return redis.run(call).map(StoredTallies::of);
    }

    private static StoredTallies of(Response reply) {
        Map<String, String> totals = new HashMap<>();
        pairs(reply.get(0), totals::put);
        String last = totals.remove("last");
        String version = totals.remove("version");
        SortedMap<String, Long> byName = new TreeMap<>();
        totals.forEach((field, value) -> byName.put(field, Long.valueOf(value)));
        pairs(reply.get(1), (field, value) -> byName.put("counts/" + field, Long.valueOf(value)));
        pairs(reply.get(2), (field, value) -> byName.put("trend/" + field, Long.valueOf(value)));
        pairs(reply.get(5), (field, value) -> {
            if (field.equals("likes")) {
                byName.put("likes", Long.valueOf(value));
            }
        });
        byName.put("buyers", reply.get(6).toLong());
        byName.put("ids", reply.get(7).toLong());
        for (Section section : Section.values()) {
            pairs(
                    reply.get(9 + section.ordinal()),
                    (name, gmv) -> byName.put(section.key() + "/" + name, Long.valueOf(gmv)));
        }
        Map<String, Long> minutes = new TreeMap<>();
        pairs(reply.get(3), (minute, changed) -> minutes.put(minute, Long.valueOf(changed)));
        return new StoredTallies(
                version == null ? 0 : Long.parseLong(version),
                last == null ? Seq.START : Seq.parse(last),
                byName,
                texts(reply.get(4)),
                minutes,
                texts(reply.get(8)));
    }

    private static List<String> texts(Response array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.toString()));
        return texts;
    }

    private interface Pair {
        void accept(String field, String value);
    }

    private static void pairs(Response flat, Pair each) {
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            each.accept(flat.get(i).toString(), flat.get(i + 1).toString());
        }
    }
}
