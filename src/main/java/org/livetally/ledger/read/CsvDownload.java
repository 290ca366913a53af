package org.livetally.ledger.read;

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

/**
 * A download of rows as CSV: those of one stream after another. They are read page by page, and the next page only when the
 * client has accepted the last one. So neither memory nor the link to Redis holds more than one page.
 */
final class CsvDownload {
    /** Without it, Excel takes UTF-8 for the machine's code page. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final RoutingContext request;
    private final HttpServerResponse response;
    private final Iterator<Part> parts;

    private CsvDownload(RoutingContext request, List<Part> parts) {
        this.request = request;
        this.response = request.response();
        this.parts = parts.iterator();
    }

    /**
     * The rows of a stream.
     *
     * @param first reads the first page
     */
    record Part(String stream, Supplier<Future<Page>> first) {}

    /**
     * Some rows.
     *
     * @param next reads the next page; null if this is the last one
     */
    record Page(CharSequence rows, @Nullable Supplier<Future<Page>> next) {}

    /**
     * Starts the download; fails only if nothing was sent yet.
     *
     * @param file the name that the client is told
     */
    static Future<Void> begin(RoutingContext request, String file, String header, List<Part> parts) {
        CsvDownload download = new CsvDownload(request, parts);
        String top = BYTE_ORDER_MARK + header;
        if (!download.parts.hasNext()) {
            download.head(file);
            return download.response.end(top).otherwiseEmpty();
        }
        Part part = download.parts.next();
        return part.first
                .get()
                .onSuccess(page -> {
                    download.head(file);
                    download.send(top, part.stream, page);
                })
                .mapEmpty();
    }

    private void head(String file) {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }

    private void send(String before, String stream, Page page) {
        if (response.closed()) {
            return; // the client has disconnected
        }
        String rows = before + page.rows;
        if (page.next != null) {
            Supplier<Future<Page>> next = page.next;
            write(rows, () -> goOn(stream, next));
        } else if (parts.hasNext()) {
            Part following = parts.next();
            write(rows, () -> goOn(following.stream, following.first));
        } else {
            response.end(Buffer.buffer(rows)).onFailure(gone -> {});
        }
    }

    /** @param then what to do when the client has accepted the rows */
    private void write(String rows, Runnable then) {
        if (!rows.isEmpty()) { // an empty chunk would end the answer
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

    private void goOn(String stream, Supplier<Future<Page>> reading) {
        if (!Permit.of(request).covers(stream)) {
            response.reset().onFailure(gone -> {}); // revoked meanwhile: a broken download does not look complete
            return;
        }
        reading.get().onSuccess(page -> send("", stream, page)).onFailure(request::fail);
    }
}
