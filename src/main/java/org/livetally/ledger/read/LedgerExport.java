package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * A download of ledgers as CSV, one after another. Each ends with the message that was its newest when its part began;
 * otherwise the download of a busy stream would never end.
 */
public final class LedgerExport {
    private static final int PAGE = 1_000;

    private final RedisLink redis;
    private final LedgerCsv table;

    private LedgerExport(RedisLink redis, LedgerCsv table) {
        this.redis = redis;
        this.table = table;
    }

    /** @param newest the last message that the download has of this ledger */
    private record Ledger(StreamKeys keys, Seq newest, Basis basis) {}

    /** Starts the download of one ledger; fails only if nothing was sent yet. */
    static Future<Void> begin(RedisLink redis, StreamKeys keys, RoutingContext request) {
        return new LedgerExport(redis, LedgerCsv.OF_ONE).begin(List.of(keys), request, keys.stream() + "-orders.csv");
    }

    /**
     * Starts the download of many ledgers as one table, of which each row begins with its stream; fails only if nothing
     * was sent yet. A stream that is gone has no rows.
     *
     * @param file the name that the client is told
     */
    public static Future<Void> ofMany(RedisLink redis, List<StreamKeys> ledgers, RoutingContext request, String file) {
        return new LedgerExport(redis, LedgerCsv.OF_MANY).begin(ledgers, request, file);
    }

    private Future<Void> begin(List<StreamKeys> ledgers, RoutingContext request, String file) {
        List<CsvDownload.Part> parts = ledgers.stream()
                .map(keys -> new CsvDownload.Part(keys.stream(), () -> first(keys)))
                .toList();
        return CsvDownload.begin(request, file, table.header(), parts);
    }

    private Future<CsvDownload.Page> first(StreamKeys keys) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.totals()).arg("last"))
                .map(last -> last == null || last.toString().isEmpty() ? Seq.START : Seq.parse(last.toString()))
                // The basis is read after that, so it goes up to the newest message at least.
                .compose(newest -> BasisReader.read(redis, keys).map(basis -> new Ledger(keys, newest, basis)))
                .compose(ledger -> page(ledger, Seq.START));
    }

    private Future<CsvDownload.Page> page(Ledger ledger, Seq after) {
        return LedgerPage.read(redis, ledger.keys, new LedgerQuery(false, after, PAGE, LedgerFilter.ALL))
                .map(page -> page(ledger, page));
    }

    private CsvDownload.Page page(Ledger ledger, LedgerPage page) {
        StringBuilder rows = new StringBuilder();
        for (Recorded recorded : page.messages()) {
            if (recorded.seq().compareTo(ledger.newest) <= 0) {
                table.add(rows, recorded, ledger.basis);
            }
        }
        Seq next = page.next();
        if (next == null || next.compareTo(ledger.newest) >= 0) {
            return new CsvDownload.Page(rows, null);
        }
        return new CsvDownload.Page(rows, () -> page(ledger, next));
    }
}
