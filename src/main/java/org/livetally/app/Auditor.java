package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ArchiveAudit;
import org.livetally.archive.ArchiveDirectory;
import org.livetally.archive.ArchivedLedgers;
import org.livetally.archive.Ledgers;
import org.livetally.campaigns.CampaignDirectory;
import org.livetally.campaigns.follow.CampaignAudit;
import org.livetally.ledger.Seal;
import org.livetally.ledger.replay.Audit;
import org.livetally.ledger.seal.StoredSeal;
import org.livetally.ledger.seal.WriteSeal;
import org.livetally.metrics.poll.AuditResults;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.SettingException;
import org.livetally.streams.StreamDirectory;

/** Audits the streams in a Redis, whether or not a server uses it. */
public final class Auditor {
    private static final Logger LOG = Logger.getLogger(Auditor.class.getName());

    private Auditor() {}

    /**
     * Where data is.
     *
     * @param archives the directory of the files of archived streams
     */
    public record Data(RedisAddress redis, Path archives) {
        /** With archives in no directory of its own. */
        public Data(RedisAddress redis) {
            this(redis, Path.of("archive"));
        }
    }

    /**
     * Audits one stream, or all streams in the order of their ids.
     *
     * @param stream the stream's id, or null for all; a stream that does not exist gives no report
     */
    public static Future<List<Audit.Report>> audit(Vertx vertx, RedisAddress address, @Nullable String stream) {
        return audit(vertx, new Data(address), stream, null, said -> {});
    }

    /**
     * The same, with progress reports.
     *
     * @param given a seal that the ledger of the stream must begin with; null for none
     * @param progress is told the progress often, as text for people
     */
    public static Future<List<Audit.Report>> audit(
            Vertx vertx, Data data, @Nullable String stream, @Nullable Seal given, Consumer<String> progress) {
        return OneOffRedis.to(
                data.redis,
                vertx,
                "nothing was audited",
                redis -> audit(redis, data, stream, new ArchiveAudit.Asked(given, progress)));
    }

    /** The same over a link. */
    static Future<List<Audit.Report>> audit(
            RedisLink redis, Data data, @Nullable String stream, ArchiveAudit.Asked asked) {
        return streams(redis)
                .map(all -> chosen(all, stream, asked.given()))
                .compose(chosen -> audit(redis, data, chosen, asked))
                .compose(reports -> leave(redis, reports, asked.given()));
    }

    private static List<String> chosen(List<String> all, @Nullable String stream, @Nullable Seal given) {
        List<String> chosen =
                all.stream().filter(id -> stream == null || stream.equals(id)).toList();
        if (given != null && chosen.size() > 1) {
            throw new SettingException("seal", "is that of one stream: name it with --stream");
        }
        return chosen;
    }

    /**
     * Audits one campaign, or all campaigns in the order of their ids.
     *
     * @param campaign its id, or null for all; a campaign that does not exist gives no report
     */
    public static Future<List<Audit.Report>> auditCampaigns(
            Vertx vertx, Data data, @Nullable String campaign, Consumer<String> progress) {
        return OneOffRedis.to(
                data.redis,
                vertx,
                "nothing was audited",
                redis -> new CampaignDirectory(redis).ids().compose(all -> {
                    Ledgers ledgers = new Ledgers(redis, new ArchivedLedgers(new ArchiveDirectory(data.archives)));
                    List<Audit.Report> reports = new ArrayList<>();
                    Future<List<Audit.Report>> done = Future.succeededFuture(reports);
                    for (String id : all) {
                        if (campaign == null || campaign.equals(id)) {
                            done = done.compose(before -> CampaignAudit.run(ledgers, id, progress)
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

    /**
     * Stores the results for /metrics and boards; that the ledger does not begin with a seal that was given is no fault of the
     * ledger. The reports are returned even if Redis takes no writes.
     */
    private static Future<List<Audit.Report>> leave(RedisLink redis, List<Audit.Report> reports, @Nullable Seal given) {
        long now = System.currentTimeMillis();
        List<Audit.Report> own = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (Audit.Report report : reports) {
            done = done.compose(before -> seal(redis, report, given, now)).map(stored -> {
                own.add(stored);
                return null;
            });
        }
        return done.compose(all -> AuditResults.add(redis, own, now))
                .onFailure(e -> LOG.log(Level.WARNING, "the result is not on /metrics and boards: {0}", e.getMessage()))
                .otherwiseEmpty()
                .map(left -> reports);
    }

    /**
     * Stores the seal that was made, unless the ledger does not begin with the one that is stored: then that one stays, as the
     * proof that the ledger was changed.
     */
    private static Future<Audit.Report> seal(RedisLink redis, Audit.Report report, @Nullable Seal given, long at) {
        StreamKeys keys = new StreamKeys(report.stream());
        return StoredSeal.read(redis, keys).map(StoredSeal::sealOf).compose(held -> {
            Audit.Report own = given == null || given.equals(held) ? report : report.without(given);
            Seal made = held != null && own.breaks(held) ? held : own.seal();
            if (made == null) {
                return Future.succeededFuture(own);
            }
            List<String> names =
                    own.differences().stream().map(Audit.Difference::tally).toList();
            StoredSeal stored = new StoredSeal(made, at, own.messages(), own.found(), names, own.found() == 0);
            return WriteSeal.unlessLater(redis, keys, stored).map(own);
        });
    }

    private static Future<List<String>> streams(RedisLink redis) {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.INDEX)).map(members -> {
            TreeSet<String> ids = new TreeSet<>();
            members.forEach(member -> ids.add(member.toString()));
            return List.copyOf(ids);
        });
    }

    private static Future<List<Audit.Report>> audit(
            RedisLink redis, Data data, List<String> streams, ArchiveAudit.Asked asked) {
        List<Audit.Report> reports = new ArrayList<>();
        Future<List<Audit.Report>> done = Future.succeededFuture(reports);
        for (String stream : streams) { // one after another: a ledger is read in pages, and may be long
            done = done.compose(before -> audit(redis, data, new StreamKeys(stream), asked))
                    .map(report -> {
                        reports.add(report);
                        return reports;
                    });
        }
        return done;
    }

    private static Future<Audit.Report> audit(RedisLink redis, Data data, StreamKeys keys, ArchiveAudit.Asked asked) {
        return new StreamDirectory(redis)
                .archived(keys)
                .compose(archived -> archived == null
                        ? Audit.run(redis, keys.stream(), asked.given(), asked.progress())
                        : ArchiveAudit.run(redis, keys, archived, new ArchiveDirectory(data.archives), asked));
    }
}
