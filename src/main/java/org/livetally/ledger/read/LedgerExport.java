package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import org.livetally.access.Permit;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * A download of a ledger as CSV. It ends with the message that was the newest when it began; otherwise the download of
 * a busy stream would never end. It is read page by page, and the next page only when the client has accepted the last
 * one. So neither memory nor the link to Redis holds more than one page.
 */
final class LedgerExport {
    private static final int PAGE = 1_000;
    /** Without it, Excel takes UTF-8 for the machine's code page. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final RedisLink redis;
    private final StreamKeys keys;
    private final RoutingContext request;
    private final HttpServerResponse response;
    private final Seq newest;
    private final Basis basis;

    private LedgerExport(RedisLink redis, StreamKeys keys, RoutingContext request, Seq newest, Basis basis) {
        this.redis = redis;
        this.keys = keys;
        this.request = request;
        this.response = request.response();
        this.newest = newest;
        this.basis = basis;
    }

    /** Starts the download; fails only if nothing was sent yet. */
    static Future<Void> begin(RedisLink redis, StreamKeys keys, RoutingContext request) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.totals()).arg("last"))
                .map(last -> last == null || last.toString().isEmpty() ? Seq.START : Seq.parse(last.toString()))
                // The basis is read after that, so it goes up to the newest message at least.
                .compose(newest -> BasisReader.read(redis, keys)
                        .map(basis -> new LedgerExport(redis, keys, request, newest, basis)))
                .compose(export -> export.page(Seq.START).onSuccess(page -> {
                    export.head();
                    export.send(BYTE_ORDER_MARK + LedgerCsv.HEADER, page);
                }))
                .mapEmpty();
    }

    private Future<LedgerPage> page(Seq after) {
        return LedgerPage.read(redis, keys, new LedgerQuery(false, after, PAGE, LedgerFilter.ALL));
    }

    private void head() {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"" + keys.stream() + "-orders.csv\"");
    }

    private void send(String before, LedgerPage page) {
        if (response.closed()) {
            return; // the client has disconnected
        }
        StringBuilder rows = new StringBuilder(before);
        for (Recorded recorded : page.messages()) {
            if (recorded.seq().compareTo(newest) <= 0) {
                LedgerCsv.add(rows, recorded, basis);
            }
        }
        Seq next = page.next();
        if (next == null || next.compareTo(newest) >= 0) {
            response.end(Buffer.buffer(rows.toString())).onFailure(gone -> {});
            return;
        }
        response.write(Buffer.buffer(rows.toString())).onFailure(gone -> {});
        if (response.writeQueueFull()) {
            response.drainHandler(taken -> {
                response.drainHandler(null);
                goOn(next);
            });
        } else {
            goOn(next);
        }
    }

    private void goOn(Seq after) {
        if (!Permit.of(request).covers(keys.stream())) {
            response.reset().onFailure(gone -> {}); // revoked meanwhile: a broken download does not look complete
            return;
        }
        page(after).onSuccess(page -> send("", page)).onFailure(request::fail);
    }
}
