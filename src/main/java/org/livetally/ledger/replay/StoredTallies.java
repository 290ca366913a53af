package org.livetally.ledger.replay;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.livetally.domain.basis.OnAir;
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
 * @param likes likes of the audience, with those of sources
 * @param likesOfSources the likes of all sources, added up
 * @param buyers number of distinct buyers
 * @param ids number of ids
 * @param groupBuyers number of distinct buyers of each group, added up
 * @param show who and what is on air, by field
 * @param basis the seq of the newest entry of the basis, as the totals name it and as it is; empty if there is none
 * @param erased the seq of the message that says that a buyer was erased last; empty if none was
 */
record StoredTallies(
        Seq last,
        Map<String, String> totals,
        List<String> recent,
        long likes,
        long likesOfSources,
        long buyers,
        long ids,
        long groupBuyers,
        Map<String, String> show,
        Newest basis,
        String erased) {
    private static final LuaScript SCRIPT = LuaScript.load("read_tallies");
    private static final String ERASED = "erased";

    record Newest(String named, String held) {}

    static Future<StoredTallies> read(RedisLink redis, StreamKeys keys) {
        return redis.run(new ScriptCall(SCRIPT)
                        .key(keys.totals())
                        .key(keys.recent())
                        .key(keys.audience())
                        .key(keys.buyers())
                        .key(keys.ids())
                        .key(keys.groupBuyers())
                        .key(keys.show())
                        .key(keys.basis())
                        .key(keys.likeSources()))
                .map(StoredTallies::of);
    }

    /** {@link #erased} now. */
    static Future<String> erased(RedisLink redis, StreamKeys keys) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.totals()).arg(ERASED))
                .map(erased -> erased == null ? "" : erased.toString());
    }

    private static StoredTallies of(Response reply) {
        Map<String, String> totals = pairs(reply.get(0));
        String last = totals.remove("last");
        String newest = totals.remove("basis");
        String erased = totals.remove(ERASED);
        totals.remove("version");
        totals.remove("tallies");
        List<String> recent = new ArrayList<>();
        reply.get(1).forEach(order -> recent.add(order.toString()));
        Response likes = reply.get(2);
        long ofSources =
                pairs(reply.get(8)).values().stream().mapToLong(Long::parseLong).sum();
        return new StoredTallies(
                last == null ? Seq.START : Seq.parse(last),
                totals,
                recent,
                likes == null ? 0 : likes.toLong(),
                ofSources,
                reply.get(3).toLong(),
                reply.get(4).toLong(),
                reply.get(5).toLong(),
                pairs(reply.get(6)),
                new Newest(newest == null ? "" : newest, reply.get(7).toString()),
                erased == null ? "" : erased);
    }

    private static Map<String, String> pairs(Response flat) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            pairs.put(flat.get(i).toString(), flat.get(i + 1).toString());
        }
        return pairs;
    }

    /**
     * Adds what differs from the totals by the ledger.
     *
     * @return how many were compared
     */
    long compareTotals(Map<String, Long> moved, Differences differences) {
        Set<String> all = new TreeSet<>(moved.keySet());
        all.addAll(totals.keySet());
        long compared = 0;
        for (String name : all) {
            String sum = Long.toString(moved.getOrDefault(name, 0L));
            String held = totals.getOrDefault(name, "0");
            compared += sum.equals("0") && held.equals("0") ? 0 : 1;
            differences.compare(name, sum, held);
        }
        return compared;
    }

    /** Adds what differs from what is on air by the ledger. */
    void compareShow(OnAir onAir, Differences differences) {
        Map<String, String> expected = onAir.fields();
        Set<String> all = new TreeSet<>(expected.keySet());
        all.addAll(show.keySet());
        all.forEach(field -> differences.compare(
                "show/" + field, expected.getOrDefault(field, "nothing"), show.getOrDefault(field, "nothing")));
    }
}
