package org.livetally.groups;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.groups.GroupFigures.Share;
import org.livetally.ledger.read.RankingReader;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Reads what groups bought, in steps that orders need not wait for. The names of groups come from orders, so there may be
 * any number: those with the most GMV are read, and all of the tree.
 */
final class FigureReader {
    /** Maximum of groups that are read by their rank. */
    static final int MAX_RANKED = 5_000;

    private final RankingReader reader;

    FigureReader(RedisLink redis, StreamKeys keys) {
        this.reader = RankingReader.of(redis, keys, Dimension.GROUPS);
    }

    Future<Map<String, Share>> read(GroupTree tree) {
        Map<String, Share> bought = new HashMap<>();
        return byRank(0, bought).compose(all -> addOthers(tree, bought)).map(bought);
    }

    private Future<Void> byRank(int first, Map<String, Share> into) {
        return reader.byRank(first, RankingReader.AT_ONCE).compose(some -> {
            add(some.rows(), into);
            int next = first + RankingReader.AT_ONCE;
            return some.rows().size() < RankingReader.AT_ONCE || next >= MAX_RANKED
                    ? Future.succeededFuture()
                    : byRank(next, into);
        });
    }

    /** Adds the groups of the tree that are not there yet. */
    Future<Void> addOthers(GroupTree tree, Map<String, Share> into) {
        return byName(
                tree.groups().keySet().stream()
                        .filter(name -> !into.containsKey(name))
                        .toList(),
                into);
    }

    private Future<Void> byName(List<String> names, Map<String, Share> into) {
        if (names.isEmpty()) {
            return Future.succeededFuture();
        }
        int now = Math.min(RankingReader.AT_ONCE, names.size());
        return reader.named(names.subList(0, now)).compose(some -> {
            add(some.rows(), into);
            return byName(names.subList(now, names.size()), into);
        });
    }

    static void add(List<RankingReader.Row> rows, Map<String, Share> into) {
        rows.forEach(row -> into.put(row.name(), share(row)));
    }

    static Share share(RankingReader.Row row) {
        return new Share(row.of(Measure.GMV), row.of(Measure.ORDERS), row.of(Measure.BUYERS), null);
    }
}
