package org.livetally.downloads;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.livetally.access.Permit;
import org.livetally.access.Token;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.http.Seats;
import org.livetally.tables.Column;
import org.livetally.tables.ExportForm;
import org.livetally.tables.TableOutput;
import org.livetally.tables.TablePage;

/**
 * A download of a table: the rows of one stream after another. They are read page by page, and the next page only when
 * the client has accepted the last one. So neither memory nor the link to Redis holds more than one page. Files are
 * encoded beside the event loop. If anything fails on the way, the connection is reset, so that what was received does not
 * look complete.
 *
 * @param <R> a row
 */
public final class Download<R> {
    /** How many rows, or messages of the ledger, the file will have, or somewhat fewer; the client may show how far it is. */
    private static final String COUNT = "Livetally-Rows";
    /** The newest message of the ledger that the whole file is as of. */
    private static final String SEQ = "Livetally-Seq";

    private final RoutingContext request;
    private final HttpServerResponse response;
    private final File<R> file;
    private final Iterator<Part<R>> parts;
    /** Each keeps a page of rows, however long its client takes to read them. */
    private static final int MAX_AT_ONCE = 40;

    static final int MAX_OF_TOKEN = 10;
    private static final Seats SEATS = new Seats(
            new Seats.Bound(MAX_AT_ONCE, Rule.DOWNLOADS_FULL.reason()),
            new Seats.Bound(MAX_OF_TOKEN, Rule.DOWNLOADS_OF_TOKEN.reason(MAX_OF_TOKEN)));

    /** Since the last mark. */
    private int unmarked;

    private Download(RoutingContext request, File<R> file, List<Part<R>> parts) {
        this.request = request;
        this.response = request.response();
        this.file = file;
        this.parts = parts.iterator();
    }

    /**
     * What the client is told of the file.
     *
     * @param count null if that is not known
     * @param seq null if the file is not as of one moment
     */
    public record File<R>(
            String name,
            String contentType,
            TableOutput<R> output,
            @Nullable Long count,
            @Nullable String seq) {}

    /** A file of CSV of which no more is known. */
    public static <R> File<R> csv(String name, List<Column<R>> columns) {
        return new File<>(name, ExportForm.CSV.contentType(), ExportForm.csv(columns), null, null);
    }

    /**
     * The rows of a stream.
     *
     * @param first reads the first page
     */
    public record Part<R>(String stream, Supplier<Future<TablePage<R>>> first) {}

    /**
     * Starts the download; fails only if nothing was sent yet, with a {@code Problem} 429 or 503 if too many are running
     * in this process.
     */
    public static <R> Future<Void> begin(RoutingContext request, File<R> file, List<Part<R>> parts) {
        Token token = Token.of(request);
        String who = token == null ? "" : token.id();
        try {
            SEATS.take(who);
        } catch (Problem full) {
            return Future.failedFuture(full);
        }
        request.addEndHandler(over -> SEATS.leave(who));
        Download<R> download = new Download<>(request, file, parts);
        if (!download.parts.hasNext()) {
            return download.last(TablePage.none());
        }
        Part<R> part = download.parts.next();
        return part.first.get().compose(page -> download.send(part.stream, page));
    }

    private void head() {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, file.contentType)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file.name + "\"");
        if (file.count != null) {
            response.putHeader(COUNT, file.count.toString());
        }
        if (file.seq != null) {
            response.putHeader(SEQ, file.seq);
        }
    }

    private Future<Void> send(String stream, TablePage<R> page) {
        Supplier<Future<TablePage<R>>> next = page.next();
        if (next == null && !parts.hasNext()) {
            return last(page);
        }
        return encode(() -> {
                    add(page);
                    return file.output.take();
                })
                .onSuccess(rows -> write(rows, () -> {
                    if (next == null) {
                        Part<R> following = parts.next();
                        goOn(following.stream, following.first);
                    } else {
                        goOn(stream, next);
                    }
                }))
                .mapEmpty();
    }

    private Future<Void> last(TablePage<R> page) {
        return encode(() -> {
                    add(page);
                    return file.output.takeLast();
                })
                .onSuccess(rows -> {
                    begun();
                    if (!response.closed()) {
                        response.end(Buffer.buffer(rows)).onFailure(gone -> {});
                    }
                })
                .mapEmpty();
    }

    private Future<byte[]> encode(Supplier<byte[]> work) {
        return request.vertx().executeBlocking(work::get, false);
    }

    private void add(TablePage<R> page) {
        file.output.add(page.rows());
        for (unmarked += page.count(); unmarked >= TableOutput.MARKED; unmarked -= TableOutput.MARKED) {
            file.output.mark();
        }
    }

    private void begun() {
        if (!response.headWritten()) {
            head();
        }
    }

    /** @param then what to do when the client has accepted the rows */
    private void write(byte[] rows, Runnable then) {
        begun();
        if (response.closed()) {
            return; // the client has disconnected
        }
        if (rows.length > 0) { // an empty chunk would end the answer
            response.write(Buffer.buffer(rows)).onFailure(gone -> {});
        }
        if (response.writeQueueFull()) {
            response.drainHandler(taken -> {
                response.drainHandler(null);
                then.run();
            });
        } else {
            then.run();
        }
    }

    private void goOn(String stream, Supplier<Future<TablePage<R>>> reading) {
        if (!Permit.of(request).covers(stream)) {
            response.reset().onFailure(gone -> {}); // revoked meanwhile: a broken download does not look complete
            return;
        }
        reading.get().compose(page -> send(stream, page)).onFailure(request::fail);
    }
}
