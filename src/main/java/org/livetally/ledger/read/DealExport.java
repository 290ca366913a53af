package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent.Terms;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.read.CsvColumns.Column;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** A download of deals as CSV, oldest first; those of one stream after those of another. */
public final class DealExport {
    private static final CsvColumns<DealPage.Row> OF_ONE = new CsvColumns<>(List.of(
            new Column<>("seq", row -> row.seq().toString()),
            new Column<>("at", row -> CsvColumns.time(row.deal().at())),
            new Column<>("id", row -> row.deal().id()),
            new Column<>("kind", row -> row.deal().kind().wire()),
            new Column<>("status", row -> row.progress().state().wire()),
            ofTerms("counterparty", Terms::counterparty),
            ofTerms("amount", Terms::amount),
            new Column<>("delivered", row -> row.progress().delivered()),
            ofTerms("product", Terms::product),
            ofTerms("qty", Terms::qty),
            new Column<>("deliveredQty", row -> row.progress().deliveredQty()),
            ofTerms("unit", Terms::unit),
            ofTerms("maker", Terms::maker),
            ofTerms("income", Terms::income),
            new Column<>("highest", row -> row.highest() ? "true" : null),
            new Column<>("reason", row -> row.deal().reason())));

    private static final CsvColumns<DealPage.Row> OF_MANY =
            OF_ONE.after(new Column<>("stream", row -> row.deal().stream()));

    private DealExport() {}

    private static Column<DealPage.Row> ofTerms(String name, Function<Terms, @Nullable Object> cell) {
        return new Column<>(name, row -> cell.apply(row.deal().terms()));
    }

    /** Starts the download of one stream's deals; fails only if nothing was sent yet. */
    static Future<Void> begin(RedisLink redis, StreamKeys keys, RoutingContext request) {
        return begin(redis, List.of(keys), request, keys.stream() + "-deals.csv", OF_ONE);
    }

    /**
     * Starts the download of the deals of many streams as one table, of which each row begins with its stream; fails only
     * if nothing was sent yet. A stream that is gone has no rows.
     *
     * @param file the name that the client is told
     */
    public static Future<Void> ofMany(RedisLink redis, List<StreamKeys> streams, RoutingContext request, String file) {
        return begin(redis, streams, request, file, OF_MANY);
    }

    private static Future<Void> begin(
            RedisLink redis,
            List<StreamKeys> streams,
            RoutingContext request,
            String file,
            CsvColumns<DealPage.Row> table) {
        List<CsvDownload.Part> parts = streams.stream()
                .map(keys -> new CsvDownload.Part(keys.stream(), () -> page(redis, keys, Seq.START, table)))
                .toList();
        return CsvDownload.begin(request, file, table.header(), parts);
    }

    private static Future<CsvDownload.Page> page(
            RedisLink redis, StreamKeys keys, Seq after, CsvColumns<DealPage.Row> table) {
        return DealPage.after(redis, keys, after, DealBook.ENTRIES_AT_ONCE).map(page -> {
            StringBuilder rows = new StringBuilder();
            page.deals().forEach(row -> table.add(rows, row));
            Seq next = page.next();
            return new CsvDownload.Page(rows, next == null ? null : () -> page(redis, keys, next, table));
        });
    }
}
