package org.livetally.ledger.seal;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.livetally.domain.stream.Ids;
import org.livetally.redis.client.BySlot;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Notices which ledgers have changed. Hides the order of the keys, arguments and replies of {@code changed_ledgers.lua}. Not
 * thread-safe.
 */
final class ChangedLedgers {
    private static final LuaScript SCRIPT = LuaScript.load("changed_ledgers");
    /** Redis takes less than a millisecond for this many. */
    private static final int CHUNK = 500;

    private final RedisLink redis;
    /** By stream: the newest seq that is known. */
    private final Map<String, String> known = new HashMap<>();

    ChangedLedgers(RedisLink redis) {
        this.redis = redis;
    }

    /** Forgets what is known: then those have changed that were not sealed since their newest message. */
    void forget() {
        known.clear();
    }

    /** How many streams are in a set. */
    Future<Long> count(String key) {
        return redis.send(Request.cmd(Command.SCARD).arg(key)).map(Response::toLong);
    }

    /** Reads a set of the ids of streams. */
    Future<Set<String>> streams(String key) {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(key))
                .map(ids -> ids.stream()
                        .map(Response::toString)
                        .filter(Ids::isStream) // other texts would forge a key
                        .collect(Collectors.toSet()));
    }

    /** Those of the streams whose ledgers have changed since they were asked about. */
    Future<List<String>> among(Collection<String> streams) {
        return among(List.copyOf(streams), new ArrayList<>());
    }

    private Future<List<String>> among(List<String> streams, List<String> found) {
        if (streams.isEmpty()) {
            return Future.succeededFuture(found);
        }
        List<String> some = streams.subList(0, Math.min(CHUNK, streams.size()));
        return BySlot.ask(redis, some, stream -> new StreamKeys(stream).totals(), this::amongNeighbours)
                .compose(changed -> {
                    found.addAll(changed);
                    return among(streams.subList(some.size(), streams.size()), found);
                });
    }

    private Future<List<String>> amongNeighbours(List<String> streams) {
        ScriptCall call = new ScriptCall(SCRIPT);
        for (String stream : streams) {
            StreamKeys keys = new StreamKeys(stream);
            call.key(keys.totals()).key(keys.seal());
        }
        streams.forEach(stream -> call.arg(known.getOrDefault(stream, "")));
        return redis.run(call).map(reply -> {
            List<String> changed = new ArrayList<>();
            for (int i = 0; i + 1 < reply.size(); i += 2) {
                String stream = streams.get(reply.get(i).toInteger());
                known.put(stream, reply.get(i + 1).toString());
                changed.add(stream);
            }
            return changed;
        });
    }
}
