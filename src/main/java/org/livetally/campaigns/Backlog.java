package org.livetally.campaigns;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.BySlot;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * How many messages of the streams' ledgers a campaign has not counted yet. Hides the order of the keys and arguments of
 * {@code count_behind.lua}.
 *
 * @param streams how many streams that is about
 */
public record Backlog(int streams, long messages) {
    private static final LuaScript SCRIPT = LuaScript.load("count_behind");
    /** The streams of one command, so that other work is not held up. */
    private static final int CHUNK = 1_000;
    /** The same in a Redis Cluster, where each stream has a command of its own. */
    private static final int CLUSTER_CHUNK = 50;
    /** Enough to say that a campaign is far behind. */
    private static final int ENOUGH = 10_000;

    private static final int MAX_ENTRIES = 100;

    /**
     * Counts them; while tallies are built anew, those that are not in the new ones. Far behind, there may be more than
     * it says: it costs a bounded time, however far that is.
     *
     * @param streams the members
     */
    public static Future<Long> count(RedisLink redis, Campaign campaign, List<String> streams) {
        return cursors(redis, campaign).compose(cursors -> count(redis, cursors, streams, 0));
    }

    /** The same, of the streams that are counted already, without asking which others there are. */
    public static Future<Backlog> ofCounted(RedisLink redis, Campaign campaign) {
        return cursors(redis, campaign)
                .compose(cursors -> count(redis, cursors, List.copyOf(cursors.keySet()), 0)
                        .map(messages -> new Backlog(cursors.size(), messages)));
    }

    private static Future<Map<String, String>> cursors(RedisLink redis, Campaign campaign) {
        CampaignKeys keys = new CampaignKeys(campaign.id());
        String cursors = (campaign.isBuilt() ? keys : keys.next()).cursors();
        return redis.send(Request.cmd(Command.HGETALL).arg(cursors)).map(CampaignDirectory::texts);
    }

    private static Future<Long> count(RedisLink redis, Map<String, String> cursors, List<String> streams, long before) {
        if (streams.isEmpty() || before >= ENOUGH) {
            return Future.succeededFuture(before);
        }
        int chunk = redis.isCluster() ? CLUSTER_CHUNK : CHUNK;
        List<String> some = streams.subList(0, Math.min(chunk, streams.size()));
        return BySlot.ask(
                        redis,
                        some,
                        stream -> new StreamKeys(stream).totals(),
                        neighbours -> countNeighbours(redis, cursors, neighbours, ENOUGH - before))
                .compose(counts -> count(
                        redis,
                        cursors,
                        streams.subList(some.size(), streams.size()),
                        before + counts.stream().mapToLong(Long::longValue).sum()));
    }

    private static Future<List<Long>> countNeighbours(
            RedisLink redis, Map<String, String> cursors, List<String> some, long enough) {
        ScriptCall call = new ScriptCall(SCRIPT);
        some.stream()
                .map(StreamKeys::new)
                .forEach(keys -> call.key(keys.totals()).key(keys.ledger()));
        call.arg(enough).arg(MAX_ENTRIES);
        some.forEach(stream -> call.arg(place(cursors.get(stream))));
        return redis.run(call).map(count -> List.of(count.toLong()));
    }

    /** The seq with which a cursor begins. */
    private static String place(@Nullable String cursor) {
        return cursor == null ? Seq.START.toString() : cursor.split(" ", 2)[0];
    }
}
