package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.function.Consumer;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** Reads the deals of a stream, page by page, without the rest of its ledger. */
public final class DealBook {
    /** Each may have a kilobyte. */
    static final int ENTRIES_AT_ONCE = 200;

    private DealBook() {}

    /** The newest deals before a place, newest first. */
    static Future<List<DealEntry>> before(RedisLink redis, StreamKeys keys, Seq before, int limit) {
        return read(redis, keys, Command.XREVRANGE, "(" + before, "-", limit);
    }

    /** The oldest deals after a place, oldest first. */
    static Future<List<DealEntry>> after(RedisLink redis, StreamKeys keys, Seq after, int limit) {
        return read(redis, keys, Command.XRANGE, "(" + after, "+", limit);
    }

    private static Future<List<DealEntry>> read(
            RedisLink redis, StreamKeys keys, Command command, String from, String to, int limit) {
        return redis.send(Request.cmd(command)
                        .arg(keys.dealBook())
                        .arg(from)
                        .arg(to)
                        .arg("COUNT")
                        .arg(limit))
                .map(entries -> entries.stream().map(DealEntry::of).toList());
    }

    /** Shows all deals, oldest first. */
    public static Future<Void> each(RedisLink redis, StreamKeys keys, Consumer<DealEntry> visit) {
        return each(redis, keys, Seq.START, visit);
    }

    private static Future<Void> each(RedisLink redis, StreamKeys keys, Seq after, Consumer<DealEntry> visit) {
        return after(redis, keys, after, ENTRIES_AT_ONCE).compose(entries -> {
            entries.forEach(visit);
            return entries.size() < ENTRIES_AT_ONCE
                    ? Future.succeededFuture()
                    : each(redis, keys, entries.get(entries.size() - 1).seq(), visit);
        });
    }
}
