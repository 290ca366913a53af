package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.livetally.access.Permit;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * A download of ledgers as CSV, one after another. Each ends with the message that was its newest when its part began;
 * otherwise the download of a busy stream would never end. It is read page by page, and the next page only when the
 * client has accepted the last one. So neither memory nor the link to Redis holds more than one page.
 */
public final class LedgerExport {
    private static final int PAGE = 1_000;
    /** Without it, Excel takes UTF-8 for the machine's code page. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final RedisLink redis;
    private final RoutingContext request;
    private final HttpServerResponse response;
    private final LedgerCsv table;
    private final Iterator<StreamKeys> ledgers;

    private LedgerExport(RedisLink redis, RoutingContext request, LedgerCsv table, List<StreamKeys> ledgers) {
        this.redis = redis;
        this.request = request;
        this.response = request.response();
        this.table = table;
        this.ledgers = ledgers.iterator();
    }

    /** @param newest the last message that the download has of this ledger */
    private record Ledger(StreamKeys keys, Seq newest, Basis basis) {}

    private record Part(Ledger ledger, LedgerPage page) {}

    /** Starts the download of one ledger; fails only if nothing was sent yet. */
    static Future<Void> begin(RedisLink redis, StreamKeys keys, RoutingContext request) {
        return new LedgerExport(redis, request, LedgerCsv.OF_ONE, List.of(keys)).begin(keys.stream() + "-orders.csv");
    }

    /**
     * Starts the download of many ledgers as one table, of which each row begins with its stream; fails only if nothing
     * was sent yet. A stream that is gone has no rows.
     *
     * @param file the name that the client is told
     */
    public static Future<Void> ofMany(RedisLink redis, List<StreamKeys> ledgers, RoutingContext request, String file) {
        return new LedgerExport(redis, request, LedgerCsv.OF_MANY, ledgers).begin(file);
    }

    private Future<Void> begin(String file) {
        String top = BYTE_ORDER_MARK + table.header();
        if (!ledgers.hasNext()) {
            head(file);
            return response.end(top).otherwiseEmpty();
        }
        return first(ledgers.next())
                .onSuccess(part -> {
                    head(file);
                    send(new StringBuilder(top), part);
                })
                .mapEmpty();
    }

    private Future<Part> first(StreamKeys keys) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.totals()).arg("last"))
                .map(last -> last == null || last.toString().isEmpty() ? Seq.START : Seq.parse(last.toString()))
                // The basis is read after that, so it goes up to the newest message at least.
                .compose(newest -> BasisReader.read(redis, keys).map(basis -> new Ledger(keys, newest, basis)))
                .compose(ledger -> part(ledger, Seq.START));
    }

    private Future<Part> part(Ledger ledger, Seq after) {
        return LedgerPage.read(redis, ledger.keys, new LedgerQuery(false, after, PAGE, LedgerFilter.ALL))
                .map(page -> new Part(ledger, page));
    }

    private void head(String file) {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }

    private void send(StringBuilder rows, Part part) {
        if (response.closed()) {
            return; // the client has disconnected
        }
        Ledger ledger = part.ledger;
        for (Recorded recorded : part.page.messages()) {
            if (recorded.seq().compareTo(ledger.newest) <= 0) {
                table.add(rows, recorded, ledger.basis);
            }
        }
        Seq next = part.page.next();
        if (next != null && next.compareTo(ledger.newest) < 0) {
            write(rows, () -> goOn(ledger.keys, () -> part(ledger, next)));
        } else if (ledgers.hasNext()) {
            StreamKeys following = ledgers.next();
            write(rows, () -> goOn(following, () -> first(following)));
        } else {
            response.end(Buffer.buffer(rows.toString())).onFailure(gone -> {});
        }
    }

    /** @param then what to do when the client has accepted the rows */
    private void write(StringBuilder rows, Runnable then) {
        if (!rows.isEmpty()) { // an empty chunk would end the answer
            response.write(Buffer.buffer(rows.toString())).onFailure(gone -> {});
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

    private void goOn(StreamKeys keys, Supplier<Future<Part>> reading) {
        if (!Permit.of(request).covers(keys.stream())) {
            response.reset().onFailure(gone -> {}); // revoked meanwhile: a broken download does not look complete
            return;
        }
        reading.get().onSuccess(part -> send(new StringBuilder(), part)).onFailure(request::fail);
    }
}
