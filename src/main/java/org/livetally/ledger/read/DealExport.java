package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent.Terms;
import org.livetally.domain.order.Seq;
import org.livetally.downloads.Download;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.tables.Column;
import org.livetally.tables.TablePage;
import org.livetally.tables.WholeTable;

/** Deals as tables, oldest first; those of one stream after those of another. */
public final class DealExport {
    private static final List<Column<DealPage.Row>> OF_ONE = List.of(
            Column.of("seq", row -> row.seq().toString()),
            Column.of("at", row -> RowTimes.iso(row.deal().at())),
            Column.of("id", row -> row.deal().id()),
            Column.of("kind", row -> row.deal().kind().wire()),
            Column.of("status", row -> row.progress().state().wire()),
            ofTerms("counterparty", Terms::counterparty),
            ofTerms("amount", Terms::amount).asMoney(),
            Column.money("delivered", row -> row.progress().delivered()),
            ofTerms("product", Terms::product),
            ofTerms("qty", Terms::qty),
            Column.of("deliveredQty", row -> row.progress().deliveredQty()),
            ofTerms("unit", Terms::unit),
            ofTerms("maker", Terms::maker),
            ofTerms("income", Terms::income).asMoney(),
            Column.of("highest", row -> row.highest() ? "true" : null),
            Column.of("reason", row -> row.deal().reason()));

    private static final List<Column<DealPage.Row>> OF_MANY =
            Column.join(List.of(Column.of("stream", row -> row.deal().stream())), OF_ONE);

    private DealExport() {}

    private static Column<DealPage.Row> ofTerms(String name, Function<Terms, @Nullable Object> cell) {
        return Column.of(name, row -> cell.apply(row.deal().terms()));
    }

    /** The deals of a stream as a table. */
    public static Future<WholeTable<?>> table(RedisLink redis, StreamKeys keys, ZoneId zone) {
        List<Column<DealPage.Row>> columns =
                Column.join(OF_ONE, RowTimes.columns(row -> row.deal().at(), zone));
        return redis.send(Request.cmd(Command.XLEN).arg(keys.dealBook()))
                .compose(deals -> page(redis, keys, Seq.START)
                        .map(first -> new WholeTable<>(columns, deals.toLong(), null, first)));
    }

    /** Starts the download of one stream's deals as CSV; fails only if nothing was sent yet. */
    static Future<Void> begin(RedisLink redis, StreamKeys keys, RoutingContext request) {
        return begin(redis, List.of(keys), request, Download.csv(keys.stream() + "-deals.csv", OF_ONE));
    }

    /**
     * Starts the download of the deals of many streams as one table in CSV, of which each row begins with its stream;
     * fails only if nothing was sent yet. A stream that is gone has no rows.
     *
     * @param file the name that the client is told
     */
    public static Future<Void> ofMany(RedisLink redis, List<StreamKeys> streams, RoutingContext request, String file) {
        return begin(redis, streams, request, Download.csv(file, OF_MANY));
    }

    private static Future<Void> begin(
            RedisLink redis, List<StreamKeys> streams, RoutingContext request, Download.File<DealPage.Row> file) {
        List<Download.Part<DealPage.Row>> parts = streams.stream()
                .map(keys -> new Download.Part<>(keys.stream(), () -> page(redis, keys, Seq.START)))
                .toList();
        return Download.begin(request, file, parts);
    }

    private static Future<TablePage<DealPage.Row>> page(RedisLink redis, StreamKeys keys, Seq after) {
        return DealPage.after(redis, keys, after, DealBook.ENTRIES_AT_ONCE).map(page -> {
            Seq next = page.next();
            return TablePage.of(page.deals(), next == null ? null : () -> page(redis, keys, next));
        });
    }
}
