package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** The distinct viewers of a campaign: the union of those of its members, whenever one of them has more than before. */
final class DistinctViewers {
    private static final LuaScript SCRIPT = LuaScript.load("follow_viewers");

    private final RedisLink redis;
    private final CampaignKeys keys;
    private final long edition;
    private final Map<String, Long> united = new HashMap<>();

    /** @param keys of the tallies that are followed or built */
    DistinctViewers(RedisLink redis, CampaignKeys keys, long edition) {
        this.redis = redis;
        this.keys = keys;
        this.edition = edition;
    }

    /** Adds the viewers of members, one after another. */
    Future<Void> follow(List<MemberReading> members) {
        Future<Void> done = Future.succeededFuture();
        for (MemberReading member : members) {
            MemberState state = member.state();
            if (state != null) {
                long viewers = state.audience().uniqueViewers();
                done = done.compose(before -> follow(member.stream(), viewers));
            }
        }
        return done;
    }

    private Future<Void> follow(String stream, long viewers) {
        if (viewers == Objects.requireNonNullElse(united.get(stream), 0L)) {
            return Future.succeededFuture();
        }
        StreamKeys of = keys.tallies();
        return redis.send(Request.cmd(Command.GET).arg(new StreamKeys(stream).viewers()))
                .compose(found -> found == null
                        ? Future.succeededFuture()
                        : redis.run(new ScriptCall(SCRIPT)
                                .key(keys.settings())
                                .key(of.totals())
                                .key(of.audience())
                                .key(of.viewers())
                                .key(keys.scratch())
                                .arg(edition)
                                .arg(found.toBytes())))
                .onSuccess(done -> united.put(stream, viewers))
                .mapEmpty();
    }
}
