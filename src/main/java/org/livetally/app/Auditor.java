package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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
    private static final long CONNECT_MS = 10_000;

    private Auditor() {}

    /**
     * Audits all streams in the order of their ids, or one.
     *
     * @param stream its id, or null for all; a stream that does not exist gives no report
     */
    public static Future<List<Audit.Report>> audit(Vertx vertx, String redisUri, @Nullable String stream) {
        Promise<List<Audit.Report>> reports = Promise.promise();
        vertx.runOnContext(loop -> {
            RedisLink redis = RedisLink.open(vertx, redisUri);
            Promise<Void> connected = Promise.promise();
            redis.onConnected(connected::tryComplete);
            vertx.setTimer(
                    CONNECT_MS, id -> connected.tryFail("Redis did not answer within 10 s: nothing was audited"));
            connected
                    .future()
                    .compose(ready -> streams(redis))
                    .compose(all -> audit(
                            redis,
                            all.stream()
                                    .filter(id -> stream == null || stream.equals(id))
                                    .toList()))
                    .eventually(redis::close)
                    .onComplete(reports);
        });
        return reports.future();
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
