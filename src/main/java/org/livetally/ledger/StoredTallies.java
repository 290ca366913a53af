package org.livetally.ledger;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.livetally.model.Section;
import org.livetally.redis.LuaScript;
import org.livetally.redis.RedisLink;
import org.livetally.redis.ScriptCall;
import org.livetally.redis.StreamKeys;

/**
 * The tallies of a stream as Redis holds them at one moment; {@code read_tallies.lua}, whose order of keys this hides.
 *
 * @param last the seq of the newest order counted in them; what the ledger has behind it came later
 * @param byName every tally under a name for people, for example {@code products/cordyceps-5g/gmv}
 * @param recent seqs, newest first
 * @param minutes that the board would look at
 * @param placed ids of the orders that are neither paid nor cancelled
 */
record StoredTallies(
        Seq last, SortedMap<String, Long> byName, List<String> recent, List<String> minutes, List<String> placed) {
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
        SortedMap<String, Long> byName = new TreeMap<>();
        Seq last = totals(reply.get(0), byName);
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
        List<String> recent = new ArrayList<>();
        reply.get(4)
                .forEach(row ->
                        recent.add(row.toString().substring(0, row.toString().indexOf(' '))));
        return new StoredTallies(last, byName, recent, texts(reply.get(3)), texts(reply.get(8)));
    }

    private static Seq totals(Response totals, SortedMap<String, Long> byName) {
        Seq[] last = {Seq.START};
        pairs(totals, (field, value) -> {
            if (field.equals("last")) {
                last[0] = Seq.parse(value);
            } else if (!field.equals("version")) {
                byName.put(field, Long.valueOf(value));
            }
        });
        return last[0];
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
