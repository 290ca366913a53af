package org.livetally.intake.connectors;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.redis.client.ConnectorKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** The only reader of what connectors there are. Futures fail as those of {@link RedisLink#send} do. */
final class ConnectorDirectory {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final RedisLink redis;

    ConnectorDirectory(RedisLink redis) {
        this.redis = redis;
    }

    /** Whether a connector can have this id. */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** 404: there is no connector with that id. */
    static Problem unknown(String id) {
        return Problem.of(404, Rule.CONNECTOR_UNKNOWN.reason(isId(id) ? id : "…"));
    }

    /** A connector; null if there is none with this id. One without a secret would take anything, so it is none. */
    Future<@Nullable ShopConnector> find(String id) {
        if (!isId(id)) {
            return Future.succeededFuture(null);
        }
        ConnectorKeys keys = new ConnectorKeys(id);
        Future<Response> settings = redis.send(Request.cmd(Command.HGETALL).arg(keys.settings()));
        Future<Response> secrets =
                redis.send(Request.cmd(Command.HGET).arg(keys.secrets()).arg("list"));
        return Future.all(settings, secrets).compose(read -> {
            Map<String, String> fields = texts(settings.result());
            List<String> valid =
                    texts(secrets.result() == null ? "[]" : secrets.result().toString());
            return fields.isEmpty() || valid.isEmpty() || Platforms.of(fields.get("kind")) == null
                    ? Future.succeededFuture(null)
                    : startedAt(fields.getOrDefault("stream", "")).map(startedAt -> of(id, fields, valid, startedAt));
        });
    }

    /** When a stream started, epoch milliseconds; 0 if it has not. */
    private Future<Long> startedAt(String stream) {
        return redis.send(Request.cmd(Command.HGET)
                        .arg(new StreamKeys(stream).settings())
                        .arg("startedAt"))
                .map(time -> time == null ? 0 : time.toLong());
    }

    /** Fails with {@link #unknown} if there is none. */
    Future<ShopConnector> require(String id) {
        return find(id).map(connector -> {
            if (connector == null) {
                throw unknown(id);
            }
            return connector;
        });
    }

    /** All connectors, oldest first. */
    Future<List<ShopConnector>> all() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(ConnectorKeys.INDEX))
                .compose(ids -> {
                    List<Future<@Nullable ShopConnector>> reads = new ArrayList<>();
                    ids.forEach(id -> reads.add(find(id.toString())));
                    return Future.all(reads)
                            .map(read -> reads.stream()
                                    .map(Future::result)
                                    .filter(Objects::nonNull)
                                    .sorted(Comparator.comparingLong(ShopConnector::createdAt)
                                            .thenComparing(ShopConnector::id))
                                    .toList());
                });
    }

    private static ShopConnector of(String id, Map<String, String> fields, List<String> secrets, long startedAt) {
        Map<String, String> options = new LinkedHashMap<>();
        new JsonObject(fields.getOrDefault("options", "{}"))
                .forEach(option -> options.put(option.getKey(), String.valueOf(option.getValue())));
        Shop shop = new Shop(
                Objects.requireNonNull(fields.get("stream")),
                fields.get("channel"),
                Objects.requireNonNull(fields.get("currency")),
                "total".equals(fields.get("money")),
                "1".equals(fields.get("test")),
                fields.get("shop"),
                options);
        return new ShopConnector(
                id,
                Objects.requireNonNull(fields.get("kind")),
                fields.getOrDefault("title", ""),
                shop,
                secrets,
                "1".equals(fields.get("paused")),
                "1".equals(fields.get("sinceStart")),
                Long.parseLong(fields.getOrDefault("createdAt", "0")),
                Long.parseLong(fields.getOrDefault("edition", "0")),
                startedAt);
    }

    static Map<String, String> texts(Response flat) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            texts.put(flat.get(i).toString(), flat.get(i + 1).toString());
        }
        return texts;
    }

    private static List<String> texts(String array) {
        return new JsonArray(array).stream().map(String::valueOf).toList();
    }
}
