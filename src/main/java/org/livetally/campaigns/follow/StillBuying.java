package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.count.Steps;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** In which streams of a campaign somebody is a buyer now, by this id. */
record StillBuying(RedisLink redis, CampaignKeys keys, String buyer) {
    private static final int ASKED_AT_ONCE = 1_000;

    /** The streams of which the buyer is one, now. */
    Future<List<String>> streams() {
        List<String> streams = new ArrayList<>();
        return redis.send(Request.cmd(Command.HGETALL).arg(keys.cursors())).compose(cursors -> {
            List<String> all = List.copyOf(Cursor.all(cursors).keySet());
            int[] from = {0};
            return Steps.whileTrue(() -> {
                        List<String> some = all.subList(from[0], Math.min(all.size(), from[0] + ASKED_AT_ONCE));
                        from[0] += some.size();
                        return ask(some, streams).map(asked -> from[0] < all.size());
                    })
                    .map(streams);
        });
    }

    private Future<Void> ask(List<String> some, List<String> streams) {
        List<Future<Boolean>> asked = some.stream()
                .map(stream -> isIn(new StreamKeys(stream).buyers(), buyer))
                .toList();
        return Future.all(asked).map(all -> {
            for (int i = 0; i < some.size(); i++) {
                if (asked.get(i).result()) {
                    streams.add(some.get(i));
                }
            }
            return null;
        });
    }

    /** Those groups in which the buyer bought in none of the streams. */
    Future<Set<String>> gone(List<String> streams, Set<String> groups) {
        Set<String> gone = new TreeSet<>(groups);
        Future<Void> done = Future.succeededFuture();
        for (String stream : streams) {
            for (String group : groups) {
                String pair = group + Tallies.SEPARATOR + buyer;
                done = done.compose(before -> isIn(new StreamKeys(stream).groupBuyers(), pair))
                        .map(buys -> {
                            if (buys) {
                                gone.remove(group);
                            }
                            return null;
                        });
            }
        }
        return done.map(gone);
    }

    private Future<Boolean> isIn(String set, String member) {
        return redis.send(Request.cmd(Command.SISMEMBER).arg(set).arg(member)).map(is -> is.toInteger() == 1);
    }
}
