package org.livetally.testing;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.livetally.ledger.IdState;
import org.livetally.redis.client.StreamKeys;

/**
 * What keys of a Redis hold, to be compared with others. Counters that are zero are as good as missing ones, viewers that
 * are connected are not part of a stream, and of the versions at which minutes changed only the order counts. Values of ids
 * and entries of ledgers are what they say, whichever version of the program wrote them.
 */
public final class KeyContents implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Redis redis;

    private KeyContents(String uri) {
        redis = Redis.createClient(
                vertx, new RedisOptions().setConnectionString(uri).setPreferredProtocolVersion(ProtocolVersion.RESP2));
    }

    /** All keys of a stream, by their names. */
    public static Map<String, Object> of(String uri, StreamKeys keys) {
        try (KeyContents contents = new KeyContents(uri)) {
            Map<String, Object> all = new TreeMap<>();
            for (String key : keys.all()) {
                Object content = contents.of(key);
                if (content == null || key.equals(keys.presence()) || key.equals(keys.flushes())) {
                    continue;
                }
                if (content instanceof Map<?, ?> any) {
                    @SuppressWarnings("unchecked")
                    Map<String, Object> hash = (Map<String, Object>) any;
                    if (key.equals(keys.audience())) {
                        hash.remove("viewers");
                    }
                    hash.values().removeIf("0"::equals);
                    if (key.equals(keys.ids())) {
                        hash.replaceAll((id, value) -> present(value));
                    }
                    content = key.equals(keys.minutes()) ? new TreeSet<>(hash.keySet()) : hash;
                }
                all.put(key, content);
            }
            return all;
        }
    }

    /** One key; as text. */
    public static String of(String uri, String key) {
        try (KeyContents contents = new KeyContents(uri)) {
            return String.valueOf(contents.of(key));
        }
    }

    private @Nullable Object of(String key) {
        String type = String.valueOf(ask("TYPE", key));
        return switch (type) {
            case "none" -> null;
            case "string" ->
                HexFormat.of().formatHex(Objects.requireNonNull(ask("GET", key)).toBytes());
            case "hash" -> pairs(ask("HGETALL", key));
            case "zset" -> pairs(ask("ZRANGE", key, "0", "-1", "WITHSCORES"));
            case "set" -> new TreeSet<>(texts(ask("SMEMBERS", key)));
            case "list" -> texts(ask("LRANGE", key, "0", "-1"));
            case "stream" -> texts(ask("XRANGE", key, "-", "+"));
            default -> throw new AssertionError(key + " is a " + type);
        };
    }

    private static Object present(Object value) {
        try {
            return IdState.parse(value.toString()).text();
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static Map<String, String> pairs(@Nullable Response flat) {
        Map<String, String> pairs = new TreeMap<>();
        List<String> texts = texts(flat);
        for (int i = 0; i < texts.size(); i += 2) {
            pairs.put(texts.get(i), texts.get(i + 1));
        }
        return pairs;
    }

    private static List<String> texts(@Nullable Response reply) {
        List<String> texts = new ArrayList<>();
        Objects.requireNonNull(reply)
                .forEach(item -> texts.add(
                        LedgerText.isPacked(item)
                                ? "[" + item.get(0) + ", [messages, " + LedgerText.of(item) + "]]"
                                : item.toString()));
        return texts;
    }

    private @Nullable Response ask(String command, String... args) {
        Request request = Request.cmd(Command.create(command));
        for (String arg : args) {
            request.arg(arg);
        }
        return Await.result(redis.send(request));
    }

    @Override
    public void close() {
        Await.result(vertx.close());
    }
}
