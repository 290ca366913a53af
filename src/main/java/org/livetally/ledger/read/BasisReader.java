package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

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
     * @param known an earlier state, which is added to and returned unless the zone has changed, or Redis no longer has its
     *     newest change, as after a loss; null if there is none
     */
    public static Future<Basis> read(RedisLink redis, StreamKeys keys, @Nullable Basis known) {
        Seq last = known == null ? Seq.START : known.newest();
        Future<Response> same = redis.send(Request.cmd(Command.XRANGE)
                .arg(keys.basis())
                .arg(last.toString())
                .arg(last.toString()));
        return Future.all(begin(redis, keys), same).compose(read -> {
            Basis begun = read.resultAt(0);
            boolean held = last.equals(Seq.START) || same.result().size() > 0;
            Basis basis = known != null && held && isEarlier(known, begun) ? known : begun;
            return each(redis, keys, basis.newest(), entry -> entry.addTo(basis))
                    .map(basis);
        });
    }

    /** The basis of the stream before its first message. */
    public static Future<Basis> begin(RedisLink redis, StreamKeys keys) {
        Future<Response> timezone =
                redis.send(Request.cmd(Command.HGET).arg(keys.settings()).arg("timezone"));
        Future<Response> mark =
                redis.send(Request.cmd(Command.HGET).arg(keys.totals()).arg("tallies"));
        return Future.all(timezone, mark).map(read -> {
            Response zone = timezone.result();
            Response tallies = mark.result();
            return new Basis(
                    zone == null ? UTC : ZoneId.of(zone.toString()),
                    tallies != null && tallies.toString().equals(Basis.ALL_TALLIES));
        });
    }

    /** Whether what is known is of the same zone and tallies. */
    private static boolean isEarlier(Basis known, Basis begun) {
        return known.zone().equals(begun.zone()) && known.countsAll() == begun.countsAll();
    }

    /** Shows the changes after a place of the ledger, oldest first. */
    public static Future<Void> each(RedisLink redis, StreamKeys keys, Seq after, Consumer<BasisEntry> visit) {
        Request newer = Request.cmd(Command.XRANGE)
                .arg(keys.basis())
                .arg("(" + after)
                .arg("+")
                .arg("COUNT")
                .arg(ENTRIES_AT_ONCE);
        return redis.send(newer).compose(entries -> {
            Seq last = after;
            for (Response entry : entries) {
                BasisEntry change = BasisEntry.of(keys.stream(), entry);
                visit.accept(change);
                last = change.seq();
            }
            return entries.size() < ENTRIES_AT_ONCE ? Future.succeededFuture() : each(redis, keys, last, visit);
        });
    }
}
