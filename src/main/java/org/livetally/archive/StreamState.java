package org.livetally.archive;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * What there is of a stream besides its ledger and what can be long, as Redis had it at one moment. Hides the order of the
 * keys of {@code read_stream.lua}.
 *
 * @param settings by field, as {@code totals}
 * @param audience what a file says of it: the hashes {@code audience}, {@code sources} (of likes, by the highest total),
 *     {@code heard} (when each was heard last, epoch ms), and {@code viewers}, a HyperLogLog in Base64
 * @param others the hashes {@code imports}, {@code loss} and {@code seal}
 */
public record StreamState(
        Map<String, String> settings,
        Map<String, String> totals,
        JsonObject audience,
        Map<String, Map<String, String>> others) {
    static final String SETTINGS = "settings.json";
    static final String TOTALS = "totals.json";
    static final String AUDIENCE = "audience.json";

    private static final LuaScript SCRIPT = LuaScript.load("read_stream");

    /** Reads it; null if there is no such stream. */
    static Future<@Nullable StreamState> read(RedisLink redis, StreamKeys keys) {
        return redis.run(new ScriptCall(SCRIPT)
                        .key(keys.settings())
                        .key(keys.totals())
                        .key(keys.audience())
                        .key(keys.likeSources())
                        .key(keys.likesHeard())
                        .key(keys.viewers())
                        .key(keys.imports())
                        .key(keys.loss())
                        .key(keys.seal()))
                .map(reply -> reply == null ? null : of(reply));
    }

    private static StreamState of(Response reply) {
        JsonObject audience = new JsonObject()
                .put("audience", json(pairs(reply.get(2))))
                .put("sources", json(pairs(reply.get(3))))
                .put("heard", json(pairs(reply.get(4))));
        Response viewers = reply.get(5);
        if (viewers != null) {
            audience.put("viewers", Base64.getEncoder().encodeToString(viewers.toBytes()));
        }
        Map<String, Map<String, String>> others = new LinkedHashMap<>();
        others.put("imports", pairs(reply.get(6)));
        others.put("loss", pairs(reply.get(7)));
        others.put("seal", pairs(reply.get(8)));
        return new StreamState(pairs(reply.get(0)), pairs(reply.get(1)), audience, others);
    }

    private static Map<String, String> pairs(Response flat) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            pairs.put(flat.get(i).toString(), flat.get(i + 1).toString());
        }
        return pairs;
    }

    /** A hash, its fields sorted. */
    static JsonObject json(Map<String, String> pairs) {
        return new JsonObject(new LinkedHashMap<>(new TreeMap<>(pairs)));
    }

    static byte[] bytes(JsonObject json) {
        return json.encode().getBytes(StandardCharsets.UTF_8);
    }

    /** The place of the newest message that the totals reflect. */
    Seq last() {
        String last = totals.get("last");
        return last == null ? Seq.START : Seq.parse(last);
    }

    long total(String field) {
        return Long.parseLong(totals.getOrDefault(field, "0"));
    }

    /** The parts of the file that say it, by their names. */
    Map<String, byte[]> parts() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(SETTINGS, bytes(json(settings)));
        parts.put(TOTALS, bytes(json(totals)));
        parts.put(AUDIENCE, bytes(audience));
        others.forEach((name, hash) -> parts.put(name + ".json", bytes(json(hash))));
        return parts;
    }
}
