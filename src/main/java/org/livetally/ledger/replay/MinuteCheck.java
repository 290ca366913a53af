package org.livetally.ledger.replay;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.livetally.domain.board.Board;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.ledger.replay.Slices.Slice;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Compares the newest minutes of the trend with the index by which boards find them. A minute that the index lacks, or
 * has at a future version, would be in Redis but on no screen. The minutes to check are known when trend and index have
 * been read in slices; both are then read at one moment for each of them ({@code read_minutes.lua}).
 */
final class MinuteCheck {
    private static final LuaScript SCRIPT = LuaScript.load("read_minutes");
    private static final int CHUNK = 100;

    private final StreamKeys keys;
    private final Differences differences;
    private final TreeSet<Long> ofTrend = new TreeSet<>();
    private final TreeSet<Long> ofIndex = new TreeSet<>();

    MinuteCheck(StreamKeys keys, Differences differences) {
        this.keys = keys;
        this.differences = differences;
    }

    void addTrend(Slice slice) {
        for (int i = 0; i < slice.size(); i++) {
            String field = slice.name(i);
            add(ofTrend, field.substring(0, Math.max(0, field.indexOf(':'))));
        }
    }

    void addIndex(Slice slice) {
        for (int i = 0; i < slice.size(); i++) {
            add(ofIndex, slice.name(i));
        }
    }

    private void add(TreeSet<Long> newest, String minute) {
        try {
            newest.add(Long.valueOf(minute));
        } catch (NumberFormatException e) {
            differences.add("minutes", "minutes by their first ms", minute);
        }
        if (newest.size() > Board.TREND_MINUTES) {
            newest.pollFirst();
        }
    }

    /** Compares the minutes that were added. */
    Future<Void> run(RedisLink redis) {
        TreeSet<Long> all = new TreeSet<>(ofTrend);
        all.addAll(ofIndex);
        List<Long> minutes = List.copyOf(all);
        Future<Void> done = Future.succeededFuture();
        for (int i = 0; i < minutes.size(); i += CHUNK) {
            List<Long> some = minutes.subList(i, Math.min(minutes.size(), i + CHUNK));
            done = done.compose(next -> redis.run(call(some)).map(reply -> {
                compare(some, reply);
                return null;
            }));
        }
        return done;
    }

    private ScriptCall call(List<Long> minutes) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.totals())
                .key(keys.trend())
                .key(keys.minutes())
                .key(keys.newest())
                .arg(MinuteMeasure.KEYS);
        minutes.forEach(call::arg);
        return call;
    }

    private void compare(List<Long> minutes, Response reply) {
        long version = reply.get(0).toLong();
        boolean full = reply.get(1).toInteger() >= Board.TREND_MINUTES;
        long oldest = full ? reply.get(2).toLong() : Long.MIN_VALUE;
        for (int i = 0; i < minutes.size(); i++) {
            long minute = minutes.get(i);
            boolean counted = isCounted(reply.get(4), i);
            Response indexedAt = reply.get(3).get(i);
            if (counted && indexedAt == null && minute >= oldest) {
                differences.add("minutes", "with " + minute, "without it");
            } else if (!counted && indexedAt != null) {
                differences.add("minutes", "without " + minute, "with it");
            } else if (indexedAt != null && indexedAt.toDouble() > version) {
                differences.add("minutes/" + minute, "at most version " + version, "version " + indexedAt);
            }
        }
    }

    /** Whether the trend has any measure of a minute, in a reply where those of each minute follow it. */
    private static boolean isCounted(Response trend, int minute) {
        int measures = MinuteMeasure.values().length;
        int first = minute * (1 + measures) + 1;
        return IntStream.range(first, first + measures).anyMatch(i -> trend.get(i) != null);
    }
}
