package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.FactsJson;
import org.livetally.wire.LedgerJson;

/**
 * Reads what orders are judged by. Who knows an earlier state reads only what came after it, so a change of one product
 * in a catalogue of 10,000 costs one entry.
 */
public final class BasisReader {
    /** Each may have the facts of a thousand products. */
    private static final int ENTRIES_AT_ONCE = 20;

    private static final ZoneId UTC = ZoneId.of("UTC");

    private BasisReader() {}

    /** The whole history, up to now. */
    public static Future<Basis> read(RedisLink redis, StreamKeys keys) {
        return read(redis, keys, null);
    }

    /**
     * The history up to now.
     *
     * @param known an earlier state, which is added to and returned unless the zone has changed; null if there is none
     */
    public static Future<Basis> read(RedisLink redis, StreamKeys keys, @Nullable Basis known) {
        Future<Response> zone =
                redis.send(Request.cmd(Command.HGET).arg(keys.settings()).arg("timezone"));
        Future<Response> totals = redis.send(
                Request.cmd(Command.HMGET).arg(keys.totals()).arg("tallies").arg("basis"));
        return Future.all(zone, totals).compose(read -> {
            Response tallies = totals.result().get(0);
            Response newest = totals.result().get(1);
            Basis begun = new Basis(
                    zone.result() == null ? UTC : ZoneId.of(zone.result().toString()),
                    tallies != null && tallies.toString().equals(Basis.ALL_TALLIES));
            return goOn(redis, keys, known != null && isEarlier(known, begun, newest) ? known : begun);
        });
    }

    /** Whether what is known only lacks what came after it: not so after another zone, or if Redis has less. */
    private static boolean isEarlier(Basis known, Basis begun, @Nullable Response newest) {
        Seq now = newest == null ? Seq.START : Seq.parse(newest.toString());
        return known.zone().equals(begun.zone())
                && known.countsAll() == begun.countsAll()
                && !known.newest().isAfter(now);
    }

    private static Future<Basis> goOn(RedisLink redis, StreamKeys keys, Basis basis) {
        Request newer = Request.cmd(Command.XRANGE)
                .arg(keys.basis())
                .arg("(" + basis.newest())
                .arg("+")
                .arg("COUNT")
                .arg(ENTRIES_AT_ONCE);
        return redis.send(newer).compose(entries -> {
            entries.forEach(entry -> add(keys.stream(), entry, basis));
            return entries.size() < ENTRIES_AT_ONCE ? Future.succeededFuture(basis) : goOn(redis, keys, basis);
        });
    }

    private static void add(String stream, Response entry, Basis basis) {
        Seq seq = Seq.parse(entry.get(0).toString());
        byte[] change = entry.get(1).get(1).toBytes();
        if (entry.get(1).get(0).toString().equals("show")) {
            basis.add(seq, (Show) LedgerJson.read(stream, change));
        } else {
            basis.add(seq, FactsJson.read(change));
        }
    }
}
