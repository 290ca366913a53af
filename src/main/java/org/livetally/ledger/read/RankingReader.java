package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Reads what was counted for the names of a dimension with {@code read_ranking.lua}, in steps that orders need not wait
 * for. Names come from orders, so there may be any number.
 */
public final class RankingReader {
    /** Names that one step reads, while others wait: two milliseconds. */
    public static final int AT_ONCE = 500;

    private static final LuaScript SCRIPT = LuaScript.load("read_ranking");
    private static final int BY_NAME = -1;
    private static final int SCAN_COUNT = 1_000;
    private static final String SCAN_END = "0";

    private final RedisLink redis;
    private final StreamKeys keys;
    private final Dimension dimension;

    private RankingReader(RedisLink redis, StreamKeys keys, Dimension dimension) {
        this.redis = redis;
        this.keys = keys;
        this.dimension = dimension;
    }

    public static RankingReader of(RedisLink redis, StreamKeys keys, Dimension dimension) {
        return new RankingReader(redis, keys, dimension);
    }

    /**
     * What was counted for a name.
     *
     * @param left units in stock, of a product whose stock is counted; otherwise null
     */
    public record Row(
            String name,
            Map<Measure, Long> counts,
            @Nullable Long left) {
        /** A measure that the dimension keeps; 0 if nothing was counted. */
        public long of(Measure measure) {
            return counts.getOrDefault(measure, 0L);
        }
    }

    /**
     * Some names, all at one moment.
     *
     * @param last the newest seq of the ledger then; empty if it had no message
     * @param size how many names the ranking had
     */
    public record Some(String last, long size, List<Row> rows) {}

    /** The names from a rank on, the highest first; {@code first} is 0 for the highest. */
    public Future<Some> byRank(int first, int number) {
        return redis.run(call(first, number)).map(this::some);
    }

    /** These names, {@value #AT_ONCE} at most, in this order, whether anything was counted for them or not. */
    public Future<Some> named(List<String> names) {
        ScriptCall call = call(BY_NAME, 0);
        names.forEach(call::arg);
        return redis.run(call).map(this::some);
    }

    private ScriptCall call(int first, int number) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.ranking(dimension))
                .key(keys.counts())
                .key(keys.totals());
        if (dimension == Dimension.PRODUCTS) {
            call.key(keys.stock());
        }
        call.arg(first).arg(number).arg(dimension.counts().size());
        dimension.counts().forEach(measure -> call.arg(dimension.countField(measure, "")));
        return call;
    }

    private Some some(Response reply) {
        List<Row> rows = new ArrayList<>();
        Response values = reply.get(2);
        int columns = 3 + dimension.counts().size();
        for (int i = 0; i < values.size(); i += columns) {
            Map<Measure, Long> counts = new EnumMap<>(Measure.class);
            counts.put(dimension.ranks(), values.get(i + 1).toLong());
            int place = i + 3;
            for (Measure measure : dimension.counts()) {
                Response count = values.get(place++);
                counts.put(measure, count == null ? 0 : count.toLong());
            }
            Response left = values.get(i + 2);
            rows.add(new Row(values.get(i).toString(), counts, left == null ? null : left.toLong()));
        }
        Response last = reply.get(0);
        return new Some(last == null ? "" : last.toString(), reply.get(1).toLong(), rows);
    }

    /**
     * All names, the highest first. Not by rank: a name that rises meanwhile would be missed, and one that falls would be
     * there twice.
     */
    public Future<List<String>> names() {
        Map<String, Double> ranked = new HashMap<>();
        return scan(SCAN_END, ranked)
                .map(all -> ranked.entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private Future<Void> scan(String cursor, Map<String, Double> into) {
        Request scan = Request.cmd(Command.ZSCAN)
                .arg(keys.ranking(dimension))
                .arg(cursor)
                .arg("COUNT")
                .arg(SCAN_COUNT);
        return redis.send(scan).compose(reply -> {
            Response pairs = reply.get(1);
            for (int i = 0; i + 1 < pairs.size(); i += 2) { // by position: a look-up by name searches the whole reply
                into.put(pairs.get(i).toString(), pairs.get(i + 1).toDouble());
            }
            String next = reply.get(0).toString();
            return next.equals(SCAN_END) ? Future.succeededFuture() : scan(next, into);
        });
    }
}
