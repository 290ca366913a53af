package org.livetally.metrics.poll;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.livetally.ledger.replay.Audit;
import org.livetally.metrics.RedisStats.OfAudit;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** The results of audits, kept in Redis for {@code /metrics} of every node. */
public final class AuditResults {
    /** Maximum of streams whose results are kept. */
    private static final int MAX_STREAMS = 500;
    /** Differences come first, so that results without any do not displace them. */
    private static final Comparator<OfAudit> MOST_WORTH_KEEPING = Comparator.comparing(
                    (OfAudit audit) -> audit.differences() == 0)
            .thenComparing(Comparator.comparing(OfAudit::at).reversed());

    private AuditResults() {}

    /** The last result of each stream. */
    public static Future<List<OfAudit>> read(RedisLink redis) {
        return redis.send(Request.cmd(Command.HGETALL).arg(StreamKeys.AUDIT)).map(AuditResults::audits);
    }

    /**
     * Adds results. Beyond {@value #MAX_STREAMS} streams the oldest are removed, those with differences last.
     *
     * @param at epoch milliseconds
     */
    public static Future<Void> add(RedisLink redis, List<Audit.Report> reports, long at) {
        if (reports.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<String, Long> messages = new HashMap<>();
        List<OfAudit> fresh = new ArrayList<>();
        for (Audit.Report report : reports) {
            messages.put(report.stream(), report.messages());
            fresh.add(new OfAudit(report.stream(), at, report.found()));
        }
        return read(redis).compose(kept -> {
            List<OfAudit> all = new ArrayList<>(fresh);
            kept.stream().filter(audit -> !messages.containsKey(audit.stream())).forEach(all::add);
            all.sort(MOST_WORTH_KEEPING);
            int most = Math.min(MAX_STREAMS, all.size());
            Request put = Request.cmd(Command.HSET).arg(StreamKeys.AUDIT);
            List<OfAudit> written =
                    all.subList(0, most).stream().filter(fresh::contains).toList();
            written.forEach(audit ->
                    put.arg(audit.stream()).arg(json(audit, messages.getOrDefault(audit.stream(), 0L))));
            Request drop = Request.cmd(Command.HDEL).arg(StreamKeys.AUDIT);
            all.subList(most, all.size()).forEach(audit -> drop.arg(audit.stream()));
            return (written.isEmpty() ? Future.<Response>succeededFuture() : redis.send(put))
                    .compose(done -> most == all.size() ? Future.succeededFuture() : redis.send(drop))
                    .mapEmpty();
        });
    }

    private static String json(OfAudit audit, long messages) {
        return new JsonObject()
                .put("at", audit.at())
                .put("messages", messages)
                .put("differences", audit.differences())
                .encode();
    }

    private static List<OfAudit> audits(Response hash) {
        List<OfAudit> audits = new ArrayList<>();
        for (String stream : hash.getKeys()) {
            JsonObject result = new JsonObject(hash.get(stream).toString());
            audits.add(new OfAudit(stream, result.getLong("at"), result.getLong("differences")));
        }
        return audits;
    }
}
