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
import org.livetally.campaigns.CampaignDirectory;
import org.livetally.campaigns.follow.CampaignAudit;
import org.livetally.ledger.replay.Audit;
import org.livetally.metrics.poll.AuditResults;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.RedisAddress;

/** Audits the streams in a Redis, whether or not a server uses it. */
public final class Auditor {
    private static final Logger LOG = Logger.getLogger(Auditor.class.getName());

    private Auditor() {}

    /**
     * Audits one stream, or all streams in the order of their ids.
     *
     * @param stream the stream's id, or null for all; a stream that does not exist gives no report
     */
    public static Future<List<Audit.Report>> audit(Vertx vertx, RedisAddress address, @Nullable String stream) {
        return audit(vertx, address, stream, said -> {});
    }

    /**
     * The same, with progress reports.
     *
     * @param progress is told the progress often, as text for people
     */
    public static Future<List<Audit.Report>> audit(
            Vertx vertx, RedisAddress address, @Nullable String stream, Consumer<String> progress) {
        return OneOffRedis.to(
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

    /**
     * Audits one campaign, or all campaigns in the order of their ids.
     *
     * @param campaign its id, or null for all; a campaign that does not exist gives no report
     */
    public static Future<List<Audit.Report>> auditCampaigns(
            Vertx vertx, RedisAddress address, @Nullable String campaign, Consumer<String> progress) {
        return OneOffRedis.to(
                address,
                vertx,
                "nothing was audited",
                redis -> new CampaignDirectory(redis).ids().compose(all -> {
                    List<Audit.Report> reports = new ArrayList<>();
                    Future<List<Audit.Report>> done = Future.succeededFuture(reports);
                    for (String id : all) {
                        if (campaign == null || campaign.equals(id)) {
                            done = done.compose(before -> CampaignAudit.run(redis, id, progress)
                                    .map(report -> {
                                        if (report != null) { // else it was deleted meanwhile
                                            reports.add(report);
                                        }
                                        return reports;
                                    }));
                        }
                    }
                    return done;
                }));
    }

    /** Stores the result for /metrics. The reports are returned even if Redis takes no writes. */
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
