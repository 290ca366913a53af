package org.livetally.groups;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.livetally.domain.tally.Dimension;
import org.livetally.groups.GroupFigures.Row;
import org.livetally.groups.GroupFigures.Share;
import org.livetally.ledger.read.RankingReader;
import org.livetally.ledger.read.WholeRanking;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.tables.TablePage;
import org.livetally.tables.WholeTable;

/** What all groups bought, as a table: those of the tree, and any number of others that orders name. */
public final class GroupExport {
    private final GroupTree tree;
    private final WholeRanking ranking;

    private GroupExport(GroupTree tree, WholeRanking ranking) {
        this.tree = tree;
        this.ranking = ranking;
    }

    /** Reads the table; empty if there is no such stream. */
    public static Future<WholeTable<?>> read(RedisLink redis, StreamKeys keys) {
        return new Groups(redis)
                .read(keys)
                .compose(stored -> WholeRanking.byRank(RankingReader.of(redis, keys, Dimension.GROUPS))
                        .map(ranking -> new GroupExport(stored.tree(), ranking)))
                .compose(export -> export.first(new FigureReader(redis, keys)));
    }

    private Future<WholeTable<?>> first(FigureReader figures) {
        Map<String, Share> bought = new HashMap<>();
        if (ranking.seq() != null) { // all of it, in one order
            return readAll(0, bought).map(all -> {
                List<Row> rows = GroupFigures.of(tree, bought).rows();
                return new WholeTable<>(GroupTable.FIGURES, rows.size(), ranking.seq(), TablePage.of(rows, null));
            });
        }
        long others = ranking.size()
                - tree.groups().keySet().stream().filter(ranking::has).count();
        return figures.addOthers(tree, bought).map(all -> {
            List<Row> rows = GroupFigures.of(tree, bought).rows();
            return new WholeTable<>(
                    GroupTable.FIGURES, rows.size() + others, null, TablePage.of(rows, () -> others(0)));
        });
    }

    private Future<Void> readAll(int from, Map<String, Share> into) {
        return ranking.rows(from).compose(rows -> {
            FigureReader.add(rows, into);
            return rows.isEmpty() ? Future.succeededFuture() : readAll(from + rows.size(), into);
        });
    }

    private Future<TablePage<Row>> others(int from) {
        return ranking.rows(from).map(some -> {
            List<Row> rows = some.stream()
                    .filter(row -> !tree.groups().containsKey(row.name()))
                    .map(row -> GroupFigures.alone(row.name(), FigureReader.share(row)))
                    .toList();
            return TablePage.of(rows, some.isEmpty() ? null : () -> others(from + some.size()));
        });
    }
}
