package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.downloads.Download;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.tables.Column;
import org.livetally.tables.TableOutput;
import org.livetally.tables.TablePage;
import org.livetally.tables.WholeTable;
import org.livetally.wire.LedgerJson;

/**
 * Ledgers as tables, page by page. Each ends with the message that was its newest when its first page was read; otherwise
 * the download of a busy stream would never end.
 *
 * @param <R> a row
 */
public final class LedgerExport<R> {
    /** Some thousand messages. */
    private static final int PAGE_BYTES = 256 << 10;

    private final LedgerSource ledger;
    private final Seq newest;
    private final Function<Entry, Rows<R>> rows;

    /**
     * The rows of an entry.
     *
     * @param messages how many the entry has
     */
    private record Rows<R>(List<R> rows, int messages) {}

    private LedgerExport(LedgerSource ledger, Seq newest, Function<Entry, Rows<R>> rows) {
        this.ledger = ledger;
        this.newest = newest;
        this.rows = rows;
    }

    /** A ledger as a table. @param messages how many it has */
    public static Future<WholeTable<?>> table(LedgerSource ledger, ZoneId zone, long messages) {
        return rows(ledger).map(first -> new WholeTable<>(LedgerTable.ofOne(zone), messages, null, first));
    }

    /** A ledger as lines of NDJSON, byte for byte as it was recorded, with the places. @param messages how many it has */
    public static Future<WholeTable<byte[]>> lines(LedgerSource ledger, long messages) {
        return ledger.head()
                .compose(head -> head == null
                        ? Future.succeededFuture(TablePage.<byte[]>none())
                        : new LedgerExport<>(ledger, head.last(), LedgerExport::lines).after(Seq.START))
                .map(first -> new WholeTable<>(List.of(), messages, null, first));
    }

    private static Rows<byte[]> lines(Entry entry) {
        List<byte[]> messages = LedgerJson.split(entry.messages());
        List<byte[]> lines = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            String message = new String(messages.get(i), StandardCharsets.UTF_8);
            Seq seq = entry.id().minus(messages.size() - 1 - i);
            lines.add(("{\"seq\":\"" + seq + "\",\"message\":" + message + "}\n").getBytes(StandardCharsets.UTF_8));
        }
        return new Rows<>(lines, lines.size());
    }

    /** Starts the download of one ledger as CSV; fails only if nothing was sent yet. */
    static Future<Void> begin(LedgerSource ledger, RoutingContext request) {
        return ledger.head().compose(head -> {
            ZoneId zone = head == null ? ZoneOffset.UTC : head.zone(); // without messages no row shows a time
            return begin(List.of(ledger), LedgerTable.ofOne(zone), ledger.stream() + "-orders.csv", request);
        });
    }

    /**
     * Starts the download of many ledgers as one table in CSV, of which each row begins with its stream; fails only if
     * nothing was sent yet. A stream that is gone has no rows.
     *
     * @param file the name that the client is told
     */
    public static Future<Void> ofMany(List<? extends LedgerSource> ledgers, RoutingContext request, String file) {
        return begin(ledgers, LedgerTable.OF_MANY, file, request);
    }

    private static Future<Void> begin(
            List<? extends LedgerSource> ledgers,
            List<Column<LedgerRow>> columns,
            String file,
            RoutingContext request) {
        List<Download.Part<LedgerRow>> parts = ledgers.stream()
                .map(ledger -> new Download.Part<>(ledger.stream(), () -> rows(ledger)))
                .toList();
        return Download.begin(request, Download.csv(file, columns), parts);
    }

    private static Future<TablePage<LedgerRow>> rows(LedgerSource ledger) {
        return ledger.head()
                .compose(head -> head == null
                        ? Future.succeededFuture(TablePage.none())
                        // The basis is read after that, so it goes up to the newest message at least.
                        : ledger.basis(head.zone(), head.countsAll())
                                .compose(basis -> new LedgerExport<>(
                                                ledger,
                                                head.last(),
                                                entry -> rows(entry.recorded(ledger.stream()), basis))
                                        .after(Seq.START)));
    }

    private static Rows<LedgerRow> rows(List<Recorded> messages, Basis basis) {
        List<LedgerRow> rows = new ArrayList<>();
        messages.forEach(recorded -> LedgerRow.each(recorded, basis, rows::add));
        return new Rows<>(rows, messages.size());
    }

    private Future<TablePage<R>> after(Seq place) {
        return ledger.page(place, newest, PAGE_BYTES).compose(page -> of(page, 0));
    }

    /** The entries from one on, as many as have {@value TableOutput#MARKED} messages at most, or one. */
    private Future<TablePage<R>> of(LedgerSource.Page page, int first) {
        List<R> all = new ArrayList<>();
        int messages = 0;
        int next = first;
        while (next < page.entries().size()) {
            Rows<R> some = rows.apply(page.entries().get(next));
            if (messages > 0 && messages + some.messages > TableOutput.MARKED) {
                break; // read once more, which is rare
            }
            all.addAll(some.rows);
            messages += some.messages;
            next++;
        }
        return Future.succeededFuture(new TablePage<>(all, messages, next(page, next)));
    }

    private @Nullable Supplier<Future<TablePage<R>>> next(LedgerSource.Page page, int next) {
        if (next < page.entries().size()) {
            return () -> of(page, next);
        }
        if (next == 0 || !page.more()) {
            return null;
        }
        Seq last = page.entries().get(next - 1).id();
        return newest.isAfter(last) ? () -> after(last) : null;
    }
}
