package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.ledger.Audit;
import org.livetally.ledger.AuditResults;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;
import org.livetally.settings.RedisAddress;

/** Audits the streams of a Redis, whether a server runs on it or not. */
public final class Auditor {
    private static final Logger LOG = Logger.getLogger(Auditor.class.getName());

    private Auditor() {}

    /**
     * Audits all streams in the order of their ids, or one.
     *
     * @param stream its id, or null for all; a stream that does not exist gives no report
     */
    public static Future<List<Audit.Report>> audit(Vertx vertx, RedisAddress address, @Nullable String stream) {
        return audit(vertx, address, stream, said -> {});
    }

    /**
     * The same.
     *
     * @param progress told how far it is, a text for people, often
     */
    public static Future<List<Audit.Report>> audit(
            Vertx vertx, RedisAddress address, @Nullable String stream, Consumer<String> progress) {
        return ShortVisit.to(
                address,
                vertx,
                "nothing was audited",
                redis -> streams(redis)
                        .compose(all -> audit(
                                redis,
                                all.stream()
                                        .filter(id -> stream == null || stream.equals(id))
                                        .toList(),
                                progress))
                        .compose(reports -> leave(redis, reports)));
    }

    /** For /metrics. Whoever audits a Redis that takes no writes is told what was found all the same. */
    private static Future<List<Audit.Report>> leave(RedisLink redis, List<Audit.Report> reports) {
        return AuditResults.add(redis, reports, System.currentTimeMillis())
                .onFailure(e -> LOG.log(Level.WARNING, "the result is not on /metrics: {0}", e.getMessage()))
                .otherwiseEmpty()
                .map(left -> reports);
    }

    private static Future<List<String>> streams(RedisLink redis) {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.INDEX)).map(members -> {
            TreeSet<String> ids = new TreeSet<>();
            members.forEach(member -> ids.add(member.toString()));
            return List.copyOf(ids);
        });
    }

    private static Future<List<Audit.Report>> audit(RedisLink redis, List<String> streams, Consumer<String> progress) {
        List<Audit.Report> reports = new ArrayList<>();
        Future<List<Audit.Report>> done = Future.succeededFuture(reports);
        for (String stream : streams) { // one after another: a ledger is read in pages, and may be long
            done = done.compose(before -> Audit.run(redis, stream, progress).map(report -> {
                reports.add(report);
                return reports;
            }));
        }
        return done;
    }
}
