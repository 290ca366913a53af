package org.livetally.ledger.replay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import java.util.function.Consumer;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Reads a key of a stream slice by slice ({@code read_slice.lua}), so that orders need not wait. Each slice shows a
 * single moment, and says which. An item that the key has from the first slice to the last is in at least one of them;
 * an item that came or went meanwhile may be in none.
 */
final class Slices {
    private static final LuaScript SCRIPT = LuaScript.load("read_slice");
    private static final String BEGIN = "0";
    private static final int MAX_CHARS = 200_000;

    private final RedisLink redis;
    private final StreamKeys keys;
    private final Scan scan;
    private final Consumer<Slice> visit;
    private final Promise<Span> done = Promise.promise();
    private Seq first = Seq.START;

    private Slices(RedisLink redis, StreamKeys keys, Scan scan, Consumer<Slice> visit) {
        this.redis = redis;
        this.keys = keys;
        this.scan = scan;
        this.visit = visit;
    }

    /**
     * What to read.
     *
     * @param command HSCAN, SSCAN or ZSCAN
     * @param count approximate number of items in a slice
     */
    record Scan(String command, String key, int count) {
        private int fields() {
            return command.equals("SSCAN") ? 1 : 2;
        }
    }

    /**
     * Some items of a key.
     *
     * @param last seq of the newest message that they reflect
     */
    record Slice(Scan scan, Seq last, Response items) {
        int size() {
            return items.size() / scan.fields();
        }

        /** A field of a hash, or a member. */
        String name(int i) {
            return text(i * scan.fields());
        }

        /** The value of a field, the score of a member, or {@code 1} for a member of a set. */
        String value(int i) {
            return scan.fields() == 1 ? "1" : text(i * scan.fields() + 1);
        }

        /** Text that is too long for this program to have written comes from elsewhere, and may be cut. */
        private String text(int i) {
            String text = items.get(i).toString();
            return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
        }
    }

    /** The seqs of the newest messages that the first and the last slice of a key reflect. */
    record Span(Seq first, Seq last) {
        /** After the whole ledger. */
        static final Span WHOLE = new Span(Seq.END, Seq.END);
    }

    /** Reads the whole key. */
    static Future<Span> each(RedisLink redis, StreamKeys keys, Scan scan, Consumer<Slice> visit) {
        Slices slices = new Slices(redis, keys, scan, visit);
        slices.next(BEGIN);
        return slices.done.future();
    }

    /** Not a chain of futures: that of many slices would be too long to unwind. */
    private void next(String cursor) {
        redis.run(new ScriptCall(SCRIPT)
                        .key(keys.totals())
                        .key(scan.key())
                        .arg(scan.command())
                        .arg(cursor)
                        .arg(scan.count()))
                .map(reply -> take(cursor, reply))
                .onSuccess(following -> {
                    if (!following.equals(BEGIN)) {
                        next(following);
                    }
                })
                .onFailure(done::tryFail);
    }

    private String take(String cursor, Response reply) {
        String counted = reply.get(0).toString();
        Seq last = counted.isEmpty() ? Seq.START : Seq.parse(counted);
        if (cursor.equals(BEGIN)) {
            first = last;
        }
        visit.accept(new Slice(scan, last, reply.get(2)));
        String following = reply.get(1).toString();
        if (following.equals(BEGIN)) {
            done.complete(new Span(first, last));
        }
        return following;
    }
}
