package org.livetally.ledger.loss;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.AcceptedLoss;
import org.livetally.domain.stream.Ids;
import org.livetally.ledger.IdState;
import org.livetally.redis.client.DataFormat;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * What nodes tell one another of losses, through Redis. A node knows its acks from memory only; so one that has just started,
 * or never touched the stream, would take the ledger as it finds it. The node that notices a loss writes it beside the
 * ledger, and the scripts that record and read refuse the stream, whoever runs them. {@code livetally:lost} names such streams, so
 * that every node can say so.
 *
 * <p>The name is written before the loss: a name without a loss is dropped by whoever finds it.
 */
public final class NotedLoss {
    private static final LuaScript NOTE = LuaScript.load("note_loss");
    private static final LuaScript END = LuaScript.load("end_loss");
    private static final List<String> FIELDS = List.of("required", "witness", "found", "noticed");

    private NotedLoss() {}

    /** Notes a loss that this node has noticed. */
    static Future<Void> note(RedisLink redis, Loss loss, AckedStream.@Nullable Acked witness) {
        StreamKeys keys = new StreamKeys(loss.stream());
        return redis.send(Request.cmd(Command.SADD).arg(StreamKeys.LOST).arg(loss.stream()))
                .compose(listed -> redis.run(new ScriptCall(NOTE)
                        .key(keys.settings())
                        .key(keys.totals())
                        .key(keys.loss())
                        .arg(loss.newest().toString())
                        .arg(witness == null ? "" : witness.id() + " " + witness.seq())
                        .arg(loss.found() == null ? "" : loss.found().toString())
                        .arg(loss.detectedAt())))
                .mapEmpty();
    }

    /** Notes that this node has found what was missing. */
    static Future<Void> end(RedisLink redis, String stream, Seq newest) {
        StreamKeys keys = new StreamKeys(stream);
        return redis.run(new ScriptCall(END).key(keys.totals()).key(keys.loss()).arg(newest.toString()))
                .compose(ended -> ended.toInteger() == 1 ? unlist(redis, stream) : Future.succeededFuture());
    }

    private static Future<Void> unlist(RedisLink redis, String stream) {
        return redis.send(Request.cmd(Command.SREM).arg(StreamKeys.LOST).arg(stream))
                .mapEmpty();
    }

    /**
     * The streams with a loss that some node has noted. The node that noted one may have forgotten it since, by a restart: so
     * whoever finds that nothing is missing ends it.
     *
     * @param lacks whether this node itself misses something of a stream; then its own look decides
     */
    static Future<Set<String>> all(RedisLink redis, Predicate<String> lacks) {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.LOST)).compose(members -> {
            Set<String> lost = new HashSet<>();
            List<Future<?>> asked = new ArrayList<>();
            for (Response member : members) {
                String stream = member.toString();
                asked.add(isNoted(redis, stream, lacks)
                        .compose(
                                noted -> noted && lost.add(stream) ? Future.succeededFuture() : unlist(redis, stream)));
            }
            return Future.join(asked).map(done -> lost);
        });
    }

    private static Future<Boolean> isNoted(RedisLink redis, String stream, Predicate<String> lacks) {
        return read(redis, stream).compose(noted -> {
            if (noted == null || lacks.test(stream)) {
                return Future.succeededFuture(noted != null);
            }
            return isBack(redis, noted)
                    .compose(isBack -> isBack ? end(redis, stream, noted.newest()) : Future.succeededFuture())
                    .map(true); // if it was ended, it is no longer listed the next time
        });
    }

    /** Whether Redis has the newest seq and the message that were missed, as the node that noted it would find. */
    private static Future<Boolean> isBack(RedisLink redis, Loss noted) {
        if (noted.messages().isEmpty()) {
            return Future.succeededFuture(false); // it may have been hidden: only that node can tell
        }
        StreamKeys keys = new StreamKeys(noted.stream());
        Map.Entry<String, String> witness =
                noted.messages().entrySet().iterator().next();
        return redis.send(Request.cmd(Command.HGET).arg(keys.totals()).arg("last"))
                .compose(last -> last == null || Seq.parse(last.toString()).compareTo(noted.newest()) < 0
                        ? Future.succeededFuture(false)
                        : redis.send(Request.cmd(Command.HGET).arg(keys.ids()).arg(witness.getKey()))
                                .map(known -> known != null && IdState.isAt(known.toString(), witness.getValue())));
    }

    /** What was noted of a stream; null if nothing is. */
    public static Future<@Nullable Loss> read(RedisLink redis, String stream) {
        Request fields = Request.cmd(Command.HMGET).arg(new StreamKeys(stream).loss());
        FIELDS.forEach(fields::arg);
        return redis.send(fields).map(values -> values.get(0) == null ? null : of(stream, values));
    }

    private static Loss of(String stream, Response values) {
        String[] witness = values.get(1).toString().split(" ", 2);
        String found = values.get(2).toString();
        return new Loss(
                stream,
                Seq.parse(values.get(0).toString()),
                found.isEmpty() ? null : Seq.parse(found),
                witness.length < 2 ? Map.of() : Map.of(witness[0], witness[1]),
                false,
                values.get(3).toLong(),
                null);
    }

    /**
     * Accepts a loss for all nodes, and says so in the ledger, once: if the answer did not come, the same can be accepted again.
     *
     * @param by who accepts it
     * @param now epoch ms
     */
    public static Future<Void> accept(RedisLink redis, Loss loss, String by, long now) {
        AcceptedLoss told = new AcceptedLoss(
                Ids.LOSS_PREFIX + idOf(loss),
                loss.stream(),
                Objects.toString(loss.found(), ""),
                loss.newest().toString(),
                by,
                now);
        return DataFormat.allowLosses(redis)
                .compose(allowed -> LedgerLook.accept(redis, loss.stream(), loss.newest(), told))
                .compose(accepted -> unlist(redis, loss.stream()));
    }

    private static UUID idOf(Loss loss) {
        String name = String.join(
                " ",
                loss.stream(),
                loss.newest().toString(),
                Objects.toString(loss.found(), "none"),
                Long.toString(loss.detectedAt()));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
