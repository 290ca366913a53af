package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.livetally.ledger.Audit;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/** Audits the streams of a Redis, whether a server runs on it or not. */
public final class Auditor {
    private Auditor() {}

    /**
     * Audits all streams in the order of their ids, or one.
     *
     * @param stream its id, or null for all; a stream that does not exist gives no report
     */
    public static Future<List<Audit.Report>> audit(Vertx vertx, String redisUri, @Nullable String stream) {
        return ShortVisit.to(
                redisUri,
                vertx,
                "nothing was audited",
                redis -> streams(redis)
                        .compose(all -> audit(
                                redis,
                                all.stream()
                                        .filter(id -> stream == null || stream.equals(id))
                                        .toList())));
    }

    private static Future<List<String>> streams(RedisLink redis) {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.INDEX)).map(members -> {
            TreeSet<String> ids = new TreeSet<>();
            members.forEach(member -> ids.add(member.toString()));
            return List.copyOf(ids);
        });
    }

    private static Future<List<Audit.Report>> audit(RedisLink redis, List<String> streams) {
        List<Audit.Report> reports = new ArrayList<>();
        Future<List<Audit.Report>> done = Future.succeededFuture(reports);
        for (String stream : streams) { // one after another: a ledger is read in pages, and may be long
            done = done.compose(before -> Audit.run(redis, stream).map(report -> {
                reports.add(report);
                return reports;
            }));
        }
        return done;
    }
}
