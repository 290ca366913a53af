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

/** Whether somebody is a buyer of a campaign's streams now, by this id, and of which groups. */
record BuyersNow(RedisLink redis, CampaignKeys keys, String buyer) {
    private static final int ASKED_AT_ONCE = 1_000;

    /**
     * What the streams say.
     *
     * @param anywhere whether the buyer is one of any
     * @param groups in which the buyer bought in any of them
     */
    record Found(boolean anywhere, Set<String> groups) {}

    /** @param groups those that are asked about */
    Future<Found> among(Set<String> groups) {
        return streams().compose(streams -> groups(streams, groups).map(found -> new Found(!streams.isEmpty(), found)));
    }

    private Future<List<String>> streams() {
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

    private Future<Set<String>> groups(List<String> streams, Set<String> groups) {
        Set<String> found = new TreeSet<>();
        Future<Void> done = Future.succeededFuture();
        for (String stream : streams) {
            for (String group : groups) {
                String pair = group + Tallies.SEPARATOR + buyer;
                done = done.compose(before -> isIn(new StreamKeys(stream).groupBuyers(), pair))
                        .map(buys -> {
                            if (buys) {
                                found.add(group);
                            }
                            return null;
                        });
            }
        }
        return done.map(found);
    }

    private Future<Boolean> isIn(String set, String member) {
        return redis.send(Request.cmd(Command.SISMEMBER).arg(set).arg(member)).map(is -> is.toInteger() == 1);
    }
}
