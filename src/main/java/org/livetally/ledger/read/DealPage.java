package org.livetally.ledger.read;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.IdState;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.DealJson;
import org.livetally.wire.JsonBytes;

/**
 * A page of the deals of a stream, each with what has become of it.
 *
 * @param next where the following page begins; null if there is none
 */
record DealPage(List<Row> deals, @Nullable Seq next) {

    /**
     * A deal.
     *
     * @param highest whether it was the highest agreement so far, of those that stood
     */
    record Row(Seq seq, Deal deal, DealProgress progress, boolean highest) {}

    /** The newest deals before a place of the ledger, newest first. */
    static Future<DealPage> before(RedisLink redis, StreamKeys keys, Seq before, int limit) {
        return DealBook.before(redis, keys, before, limit + 1).compose(some -> of(redis, keys, some, limit));
    }

    /** The oldest deals after a place of the ledger, oldest first. */
    static Future<DealPage> after(RedisLink redis, StreamKeys keys, Seq after, int limit) {
        return DealBook.after(redis, keys, after, limit + 1).compose(some -> of(redis, keys, some, limit));
    }

    /** @param some one more than the page has, if there are as many */
    private static Future<DealPage> of(RedisLink redis, StreamKeys keys, List<DealEntry> some, int limit) {
        boolean more = some.size() > limit;
        List<DealEntry> entries = more ? some.subList(0, limit) : some;
        if (entries.isEmpty()) {
            return Future.succeededFuture(new DealPage(List.of(), null));
        }
        List<Deal> deals =
                entries.stream().map(entry -> entry.deal(keys.stream())).toList();
        Request states = Request.cmd(Command.HMGET).arg(keys.ids());
        deals.forEach(deal -> states.arg(deal.id()));
        return redis.send(states).map(found -> {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < deals.size(); i++) {
                DealProgress now = found.get(i) == null
                        ? null
                        : IdState.parse(found.get(i).toString()).deal();
                if (now == null) {
                    throw new IllegalStateException(
                            "deal " + deals.get(i).id() + " of " + keys.stream() + " has no state");
                }
                rows.add(new Row(
                        entries.get(i).seq(), deals.get(i), now, entries.get(i).highest()));
            }
            return new DealPage(rows, more ? entries.get(limit - 1).seq() : null);
        });
    }

    Buffer json() {
        return Buffer.buffer(JsonBytes.of(this, DealPage::write));
    }

    private static void write(JsonGenerator json, DealPage page) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("deals");
        for (Row row : page.deals) {
            DealJson.show(json, row.seq, row.deal, row.progress, row.highest);
        }
        json.writeEndArray();
        if (page.next != null) {
            json.writeStringField("next", page.next.toString());
        }
        json.writeEndObject();
    }
}
