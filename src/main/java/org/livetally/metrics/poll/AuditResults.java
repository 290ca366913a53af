package org.livetally.metrics.poll;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.livetally.ledger.replay.Audit;
import org.livetally.ledger.seal.StoredSeal;
import org.livetally.metrics.RedisStats.OfAudit;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** The results of audits, kept in Redis for {@code /metrics} of every node. */
public final class AuditResults {
    /** Maximum of streams whose results are kept. */
    private static final int MAX_STREAMS = 500;
    /** Differences come first, so that results without any do not displace them. */
    private static final Comparator<Kept> MOST_WORTH_KEEPING = Comparator.comparing(
                    (Kept audit) -> audit.differences == 0)
            .thenComparing(Comparator.comparing(Kept::at).reversed());

    private AuditResults() {}

    /**
     * A result that is kept.
     *
     * @param at epoch milliseconds
     * @param whole whether everything was compared, by {@code livetally audit}; the continuous audit compares figures
     */
    record Kept(String stream, long at, long messages, long differences, boolean whole) {
        private String json() {
            return new JsonObject()
                    .put("at", at)
                    .put("messages", messages)
                    .put("differences", differences)
                    .put("whole", whole)
                    .encode();
        }

        private static Kept of(String stream, String json) {
            JsonObject result = new JsonObject(json);
            return new Kept(
                    stream,
                    result.getLong("at"),
                    result.getLong("messages"),
                    result.getLong("differences"),
                    result.getBoolean("whole", true));
        }

        /** This result, and the continuous audit of the stream, which is live. */
        private OfAudit with(OfAudit live) {
            boolean stays = live.at() == 0 || outlives(live.differences());
            return new OfAudit(
                    stream, Math.max(at, live.at()), stays ? differences : live.differences(), live.sealed());
        }

        /** Whether another result of the stream takes its place: a newer one, or a whole one that found more. */
        private boolean yieldsTo(Kept other) {
            return other.at >= at || !whole && other.outlives(differences);
        }

        /** What only a whole audit finds stands until another one does not. */
        private boolean outlives(long differencesOfFigures) {
            return whole && differences > differencesOfFigures;
        }
    }

    /** The last result of each stream. */
    static Future<List<Kept>> read(RedisLink redis) {
        return redis.send(Request.cmd(Command.HGETALL).arg(StreamKeys.AUDIT)).map(hash -> {
            List<Kept> audits = new ArrayList<>();
            hash.getKeys()
                    .forEach(stream ->
                            audits.add(Kept.of(stream, hash.get(stream).toString())));
            return audits;
        });
    }

    /** The last result of each stream; of live ones, with how far they are sealed. */
    static List<OfAudit> merged(List<Kept> kept, List<OfAudit> live) {
        Map<String, OfAudit> merged = new LinkedHashMap<>();
        kept.forEach(audit -> merged.put(audit.stream, new OfAudit(audit.stream, audit.at, audit.differences, null)));
        Map<String, Kept> byStream = new HashMap<>();
        kept.forEach(audit -> byStream.put(audit.stream, audit));
        for (OfAudit now : live) {
            Kept before = byStream.get(now.stream());
            merged.put(now.stream(), before == null ? now : before.with(now));
        }
        return List.copyOf(merged.values());
    }

    /**
     * Adds results, unless newer ones are there. Beyond {@value #MAX_STREAMS} streams the oldest are removed, those with differences last.
     *
     * @param at epoch milliseconds
     */
    public static Future<Void> add(RedisLink redis, List<Audit.Report> reports, long at) {
        return put(
                redis,
                reports.stream()
                        .map(report -> new Kept(report.stream(), at, report.messages(), report.found(), true))
                        .toList());
    }

    /** Adds differences that the continuous audit has found, unless a whole one found more; without any, removes them. */
    public static Future<Void> follow(RedisLink redis, String stream, StoredSeal seal) {
        return redis.send(Request.cmd(Command.HGET).arg(StreamKeys.AUDIT).arg(stream))
                .compose(value -> {
                    Kept held = value == null ? null : Kept.of(stream, value.toString());
                    if (held != null && held.outlives(seal.differences())) {
                        return Future.succeededFuture();
                    }
                    if (seal.differences() > 0) {
                        return put(
                                redis,
                                List.of(new Kept(stream, seal.at(), seal.messages(), seal.differences(), false)));
                    }
                    return held == null || held.whole || held.at > seal.at()
                            ? Future.succeededFuture()
                            : redis.send(Request.cmd(Command.HDEL)
                                            .arg(StreamKeys.AUDIT)
                                            .arg(stream))
                                    .mapEmpty();
                });
    }

    private static Future<Void> put(RedisLink redis, List<Kept> fresh) {
        if (fresh.isEmpty()) {
            return Future.succeededFuture();
        }
        return read(redis).compose(kept -> {
            Map<String, Kept> held = kept.stream().collect(Collectors.toMap(Kept::stream, Function.identity()));
            fresh.forEach(
                    audit -> held.merge(audit.stream, audit, (before, now) -> before.yieldsTo(now) ? now : before));
            List<Kept> all = new ArrayList<>(held.values());
            all.sort(MOST_WORTH_KEEPING);
            int most = Math.min(MAX_STREAMS, all.size());
            Request put = Request.cmd(Command.HSET).arg(StreamKeys.AUDIT);
            List<Kept> written =
                    all.subList(0, most).stream().filter(fresh::contains).toList();
            written.forEach(audit -> put.arg(audit.stream).arg(audit.json()));
            Request drop = Request.cmd(Command.HDEL).arg(StreamKeys.AUDIT);
            all.subList(most, all.size()).forEach(audit -> drop.arg(audit.stream));
            return (written.isEmpty() ? Future.<Response>succeededFuture() : redis.send(put))
                    .compose(done -> most == all.size() ? Future.succeededFuture() : redis.send(drop))
                    .mapEmpty();
        });
    }
}
