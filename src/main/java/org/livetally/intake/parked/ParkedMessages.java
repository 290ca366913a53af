package org.livetally.intake.parked;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.livetally.domain.stream.Ids;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Messages about orders that are not known yet, in Redis, as durable as the ledger. No platform keeps the order of its
 * webhooks, so a refund may come before its order; for the ledger that would be a final refusal.
 */
public final class ParkedMessages {
    /** Of a stream. Some 400 bytes each. */
    private static final int MAX_PARKED = 10_000;

    private static final LuaScript PARK = LuaScript.load("park_message");
    private static final LuaScript DROP = LuaScript.load("drop_parked");
    private static final LuaScript READ = LuaScript.load("read_parked");

    private final RedisLink redis;

    public ParkedMessages(RedisLink redis) {
        this.redis = redis;
    }

    /** What became of an attempt to park a message. */
    public enum Result {
        PARKED,
        /** Its order has come meanwhile: send it to the ledger again. */
        DUE,
        /** Too many are parked already. */
        FULL
    }

    /** The messages of a stream that can be judged now, and the version of its board then. */
    record Due(long version, List<ParkedMessage> messages) {}

    /** Keeps a message until its order is there. */
    public Future<Result> park(ParkedMessage message) {
        StreamKeys keys = new StreamKeys(message.stream());
        // The list of streams has another slot in a Cluster. It is written first: a stream in it without messages is
        // taken out by the next look.
        return redis.send(Request.cmd(Command.SADD).arg(StreamKeys.PARKED).arg(message.stream()))
                .compose(listed -> redis.runReplicated(new ScriptCall(PARK)
                        .key(keys.parked())
                        .key(keys.parkedOrders())
                        .key(keys.ids())
                        .arg(message.id())
                        .arg(message.type())
                        .arg(message.order())
                        .arg(message.stored())
                        .arg(MAX_PARKED)))
                .map(reply -> Result.valueOf(reply.toString().toUpperCase(Locale.ROOT)));
    }

    /** The streams that have some. */
    Future<List<String>> streams() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.PARKED))
                .map(ids -> ids.stream()
                        .map(Response::toString)
                        .filter(Ids::isStream)
                        .toList());
    }

    /** Those of a stream whose orders are there now. @param limit how many at most */
    Future<Due> due(StreamKeys keys, int limit) {
        return redis.run(new ScriptCall(READ)
                        .key(keys.parked())
                        .key(keys.parkedOrders())
                        .key(keys.ids())
                        .key(keys.settings())
                        .key(keys.totals())
                        .arg(limit))
                .map(found -> new Due(found.get(0).toLong(), parse(found, 2)));
    }

    /** All of a stream, those that have waited longest first. */
    public Future<List<ParkedMessage>> of(StreamKeys keys) {
        return redis.send(Request.cmd(Command.HGETALL).arg(keys.parked()))
                .map(all -> parse(all, 1).stream()
                        .sorted(Comparator.comparingLong(ParkedMessage::since).thenComparing(ParkedMessage::id))
                        .toList());
    }

    private static List<ParkedMessage> parse(Response flat, int first) {
        List<ParkedMessage> messages = new ArrayList<>();
        for (int i = first; i < flat.size(); i += 2) {
            messages.add(ParkedMessage.parse(flat.get(i).toString()));
        }
        return messages;
    }

    /** Takes a message out; completes with whether it was there, so that only one of many nodes tells of it. */
    public Future<Boolean> remove(StreamKeys keys, String id) {
        return redis.run(new ScriptCall(DROP)
                        .key(keys.parked())
                        .key(keys.parkedOrders())
                        .arg(id))
                .map(count -> count.toInteger() == 1);
    }

    /** Takes a stream off the list if nothing of it is parked any more. */
    Future<Void> forgetIfEmpty(StreamKeys keys) {
        Request size = Request.cmd(Command.HLEN).arg(keys.parked());
        return redis.send(size)
                .compose(count -> count.toInteger() > 0
                        ? Future.succeededFuture()
                        : redis.send(Request.cmd(Command.SREM)
                                        .arg(StreamKeys.PARKED)
                                        .arg(keys.stream()))
                                // One may have been parked meanwhile, whose sender had listed the stream before.
                                .compose(removed ->
                                        redis.send(Request.cmd(Command.HLEN).arg(keys.parked())))
                                .compose(now -> now.toInteger() == 0
                                        ? Future.succeededFuture()
                                        : redis.send(Request.cmd(Command.SADD)
                                                        .arg(StreamKeys.PARKED)
                                                        .arg(keys.stream()))
                                                .mapEmpty()));
    }
}
