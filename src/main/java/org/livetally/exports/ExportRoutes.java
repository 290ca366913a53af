package org.livetally.exports;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;
import org.livetally.catalogue.Catalogue;
import org.livetally.domain.rule.Rule;
import org.livetally.downloads.Download;
import org.livetally.http.Problem;
import org.livetally.ledger.read.LedgerExport;
import org.livetally.ledger.read.LedgerSources;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;
import org.livetally.tables.ExportForm;
import org.livetally.tables.TableOutput;
import org.livetally.tables.WholeTable;

/** {@code /api/streams/:stream/exports/…}: tables of a stream as files of any length. For operators. */
public final class ExportRoutes {
    private final Sources sources;

    public ExportRoutes(Sources sources) {
        this.sources = sources;
    }

    /** Where tables are read. */
    public record Sources(RedisLink redis, Catalogue catalogue, LedgerSources ledgers) {}

    /** Adds the route. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get("/api/streams/:stream/exports/:table.:form").handler(this::send);
    }

    private void send(RoutingContext request) {
        ExportedTable table = ExportedTable.named(request.pathParam("table"));
        ExportForm form = Stream.of(ExportForm.values())
                .filter(one -> one.extension().equals(request.pathParam("form")))
                .findFirst()
                .orElse(null);
        if (table == null || form == null) {
            throw Problem.of(404, Rule.NO_PATH.reason());
        }
        StreamKeys keys = StreamDirectory.keys(request.pathParam("stream"));
        ExportedStream.of(sources, keys)
                .compose(stream -> send(request, stream, table, form))
                // What cannot be read is an error of ours; a Redis that does not answer is a passing one.
                .onFailure(
                        error -> request.fail(RedisFailures.isPermanent(error) ? error : RedisFailures.problem(error)));
    }

    private Future<Void> send(RoutingContext request, ExportedStream stream, ExportedTable table, ExportForm form) {
        String name = stream.keys().stream() + "-" + table.wire() + "." + form.extension();
        if (table == ExportedTable.LEDGER && form == ExportForm.NDJSON) { // as it was recorded, not as a table
            return stream.ledger()
                    .messages()
                    .compose(count -> LedgerExport.lines(stream.ledger(), count))
                    .compose(whole -> send(request, stream, file(name, form, whole, ExportForm.lines()), whole));
        }
        return table.read(stream, sources).compose(whole -> sendTable(request, stream, name, form, table, whole));
    }

    private static <R> Future<Void> sendTable(
            RoutingContext request,
            ExportedStream stream,
            String name,
            ExportForm form,
            ExportedTable table,
            WholeTable<R> whole) {
        TableOutput<R> output = form.open(whole.columns(), table.wire(), stream.money());
        return send(request, stream, file(name, form, whole, output), whole);
    }

    private static <R> Download.File<R> file(String name, ExportForm form, WholeTable<R> whole, TableOutput<R> output) {
        return new Download.File<>(name, form.contentType(), output, whole.count(), whole.seq());
    }

    private static <R> Future<Void> send(
            RoutingContext request, ExportedStream stream, Download.File<R> file, WholeTable<R> whole) {
        return Download.begin(
                request,
                file,
                List.of(new Download.Part<>(stream.keys().stream(), () -> Future.succeededFuture(whole.first()))));
    }
}
