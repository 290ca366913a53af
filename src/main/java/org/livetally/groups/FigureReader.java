package org.livetally.groups;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.groups.GroupFigures.Share;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Reads what groups bought with {@code read_groups.lua}, in steps that orders need not wait for. The names of groups come
 * from orders, so there may be any number: those with the most GMV are read, and all of the tree.
 */
final class FigureReader {
    /** Maximum of groups that are read by their rank. */
    static final int MAX_RANKED = 5_000;

    private static final LuaScript SCRIPT = LuaScript.load("read_groups");
    private static final int AT_ONCE = 500;
    private static final int BY_NAME = -1;
    private static final int COLUMNS = 4;

    private final RedisLink redis;

    FigureReader(RedisLink redis) {
        this.redis = redis;
    }

    Future<Map<String, Share>> read(StreamKeys keys, GroupTree tree) {
        Map<String, Share> bought = new HashMap<>();
        return byRank(keys, 0, bought)
                .map(all -> tree.groups().keySet().stream()
                        .filter(name -> !bought.containsKey(name))
                        .toList())
                .compose(others -> byName(keys, others, bought))
                .map(bought);
    }

    private Future<Void> byRank(StreamKeys keys, int first, Map<String, Share> into) {
        return redis.run(call(keys, first)).compose(rows -> {
            add(rows, into);
            int next = first + AT_ONCE;
            return rows.size() < COLUMNS * AT_ONCE || next >= MAX_RANKED
                    ? Future.succeededFuture()
                    : byRank(keys, next, into);
        });
    }

    private Future<Void> byName(StreamKeys keys, List<String> names, Map<String, Share> into) {
        if (names.isEmpty()) {
            return Future.succeededFuture();
        }
        int now = Math.min(AT_ONCE, names.size());
        ScriptCall call = call(keys, BY_NAME);
        names.subList(0, now).forEach(call::arg);
        return redis.run(call).compose(rows -> {
            add(rows, into);
            return byName(keys, names.subList(now, names.size()), into);
        });
    }

    private static ScriptCall call(StreamKeys keys, int first) {
        return new ScriptCall(SCRIPT)
                .key(keys.ranking(Dimension.GROUPS))
                .key(keys.counts())
                .arg(Dimension.GROUPS.countField(Measure.ORDERS, ""))
                .arg(Dimension.GROUPS.countField(Measure.BUYERS, ""))
                .arg(first)
                .arg(AT_ONCE);
    }

    private static void add(Response rows, Map<String, Share> into) {
        for (int i = 0; i < rows.size(); i += COLUMNS) {
            Share share = new Share(rows.get(i + 1).toLong(), number(rows.get(i + 2)), number(rows.get(i + 3)), null);
            into.put(rows.get(i).toString(), share);
        }
    }

    private static long number(@Nullable Response count) {
        return count == null ? 0 : count.toLong();
    }
}
