package org.livetally.exports;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.ledger.read.RankingReader;
import org.livetally.ledger.read.RankingReader.Row;
import org.livetally.ledger.read.WholeRanking;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.tables.Column;
import org.livetally.tables.TablePage;
import org.livetally.tables.WholeTable;

/** What was paid on each day of the stream's zone, the earliest first. */
final class DayExport {
    private static final List<Column<Row>> COLUMNS = List.of(
            Column.of("day", row -> LocalDate.parse(row.name())),
            Column.money("gmv", row -> row.of(Measure.GMV)),
            Column.of("orders", row -> row.of(Measure.ORDERS)),
            Column.of("units", row -> row.of(Measure.UNITS)));

    private DayExport() {}

    static Future<WholeTable<?>> read(RedisLink redis, StreamKeys keys) {
        return WholeRanking.byName(RankingReader.of(redis, keys, Dimension.DAYS))
                .compose(ranking ->
                        page(ranking, 0).map(first -> new WholeTable<>(COLUMNS, ranking.size(), ranking.seq(), first)));
    }

    private static Future<TablePage<Row>> page(WholeRanking ranking, int from) {
        return ranking.rows(from)
                .map(rows -> TablePage.of(rows, rows.isEmpty() ? null : () -> page(ranking, from + rows.size())));
    }
}
