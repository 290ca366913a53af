package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.livetally.domain.Text;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.LedgerSource.Page;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Reads a ledger's messages from any place, in either direction, until the visitor has enough. One script at a time is
 * in flight, since the link is shared with orders: {@code read_ledger.lua} reads entries up to {@value #READ_BYTES}
 * bytes.
 */
public final class LedgerReader {
    private static final LuaScript SCRIPT = LuaScript.load("read_ledger");
    /** Small, since many visitors want only a few messages. */
    private static final int FIRST_BYTES = 1;

    private static final int READ_BYTES = 256 << 10;
    private static final int MAX_ENTRIES = 100;

    private final RedisLink redis;
    private final StreamKeys keys;
    private final boolean newestFirst;
    private final Predicate<Entry> visit;
    private final Promise<Void> done = Promise.promise();
    private Seq from;
    private int enough = FIRST_BYTES;

    private LedgerReader(RedisLink redis, StreamKeys keys, boolean newestFirst, Seq from, Predicate<Entry> visit) {
        this.redis = redis;
        this.keys = keys;
        this.newestFirst = newestFirst;
        this.from = from;
        this.visit = visit;
    }

    /**
     * The id under which a message was recorded: the one that was asked for, in its {@linkplain Text#normal normal form} or, if
     * an earlier version recorded it so, as it was asked for.
     */
    public static Future<String> spelled(RedisLink redis, StreamKeys keys, String asked) {
        String normal = Text.normal(asked);
        return normal.equals(asked)
                ? Future.succeededFuture(asked)
                : redis.send(Request.cmd(Command.HEXISTS).arg(keys.ids()).arg(asked))
                        .map(there -> there.toInteger() == 1 ? asked : normal);
    }

    /**
     * Shows the messages before {@code from} to a visitor, newest first.
     *
     * @param visit called with one message after another; false ends the walk
     */
    public static Future<Void> back(RedisLink redis, StreamKeys keys, Seq from, Predicate<Recorded> visit) {
        LedgerReader reader = new LedgerReader(redis, keys, true, from, entry -> {
            List<Recorded> messages = entry.recorded(keys.stream());
            Collections.reverse(messages);
            return show(messages, message -> from.isAfter(message.seq()), visit);
        });
        reader.beginBack();
        return reader.done.future();
    }

    /** Shows the messages after {@code from} to a visitor, oldest first. */
    public static Future<Void> on(RedisLink redis, StreamKeys keys, Seq from, Predicate<Recorded> visit) {
        return entries(
                redis,
                keys,
                from,
                entry -> show(
                        entry.recorded(keys.stream()), message -> message.seq().isAfter(from), visit));
    }

    /** Shows the entries after {@code from} to a visitor as they stand, oldest first. */
    public static Future<Void> entries(RedisLink redis, StreamKeys keys, Seq from, Predicate<Entry> visit) {
        LedgerReader reader = new LedgerReader(redis, keys, false, from, visit);
        reader.next();
        return reader.done.future();
    }

    private static boolean show(List<Recorded> messages, Predicate<Recorded> isWanted, Predicate<Recorded> visit) {
        for (Recorded message : messages) {
            if (isWanted.test(message) && !visit.test(message)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Starts with the entry that holds {@code from}. An entry is named by its last message, so that is the first entry
     * that does not end before {@code from}.
     */
    private void beginBack() {
        goOn(holder(redis, keys, from).map(this::show));
    }

    private static Future<Response> holder(RedisLink redis, StreamKeys keys, Seq seq) {
        return redis.send(Request.cmd(Command.XRANGE)
                .arg(keys.ledger())
                .arg(seq.toString())
                .arg("+")
                .arg("COUNT")
                .arg(1));
    }

    /** Reads the message at a place of the ledger; fails if there is none. */
    public static Future<Recorded> at(RedisLink redis, StreamKeys keys, Seq seq) {
        return entry(redis, keys, seq)
                .map(entry -> entry.recorded(keys.stream()).stream()
                        .filter(recorded -> recorded.seq().equals(seq))
                        .findFirst()
                        .orElseThrow(() -> missing(keys, seq)));
    }

    /** Reads the entry that should have the message at a place of the ledger; fails if there is none from there on. */
    static Future<Entry> entry(RedisLink redis, StreamKeys keys, Seq seq) {
        return holder(redis, keys, seq)
                .map(entries -> entries.stream()
                        .findFirst()
                        .map(entry -> Entry.of(keys.stream(), entry))
                        .orElseThrow(() -> missing(keys, seq)));
    }

    /** The ledger lacks a message that it should have. */
    static IllegalStateException missing(StreamKeys keys, Seq seq) {
        return new IllegalStateException("no message at " + seq + " of " + keys.stream());
    }

    /**
     * Reads the entries after a place, up to and with another one: those of one script.
     *
     * @param bytes after which it stops
     */
    static Future<Page> page(RedisLink redis, StreamKeys keys, Seq after, Seq upTo, int bytes) {
        return redis.run(new ScriptCall(SCRIPT)
                        .key(keys.ledger())
                        .arg("XRANGE")
                        .arg("(" + after)
                        .arg(upTo.toString())
                        .arg(bytes)
                        .arg(MAX_ENTRIES))
                .map(reply -> new Page(
                        reply.get(1).stream()
                                .map(entry -> Entry.of(keys.stream(), entry))
                                .toList(),
                        reply.get(0).toInteger() == 1));
    }

    private void next() {
        goOn(redis.run(new ScriptCall(SCRIPT)
                        .key(keys.ledger())
                        .arg(newestFirst ? "XREVRANGE" : "XRANGE")
                        .arg("(" + from)
                        .arg(newestFirst ? "-" : "+")
                        .arg(enough)
                        .arg(MAX_ENTRIES))
                .map(this::take));
    }

    /** Not a chain of futures: that of a long walk would be too long to unwind. */
    private void goOn(Future<Boolean> more) {
        more.onSuccess(wanted -> {
                    if (wanted) {
                        next();
                    } else {
                        done.complete();
                    }
                })
                .onFailure(done::fail);
    }

    private boolean take(Response reply) {
        Response entries = reply.get(1);
        boolean more = show(entries) && reply.get(0).toInteger() == 1;
        if (more) {
            from = Seq.parse(entries.get(entries.size() - 1).get(0).toString());
            enough = READ_BYTES;
        }
        return more;
    }

    private boolean show(Response entries) {
        for (Response entry : entries) {
            if (!visit.test(Entry.of(keys.stream(), entry))) {
                return false;
            }
        }
        return true;
    }
}
