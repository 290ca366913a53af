package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.livetally.app.Auditor;
import org.livetally.ledger.IdState;
import org.livetally.ledger.replay.Audit;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;
import org.livetally.testing.LedgerText;

/** The ledger in Redis, added up once more, by other code than the product's. */
final class LedgerView {
    private static final Duration AUDIT_TIMEOUT = Duration.ofMinutes(1);

    private static final JsonObject NONE = new JsonObject().put("lines", new JsonArray());

    final Map<String, JsonObject> messages = new HashMap<>();
    /** Known id to seq. */
    final Map<String, String> known = new TreeMap<>();

    final long gmvInRedis;
    long gmv;
    long refunded;
    final List<Audit.Difference> differences;

    private LedgerView(RedisClient redis, String stream, List<Audit.Difference> differences) {
        this.differences = differences;
        StreamKeys keys = new StreamKeys(stream);
        for (Response entry : redis.ask("XRANGE", keys.ledger(), "-", "+")) {
            for (Object message : new JsonArray(LedgerText.of(entry))) {
                String id = ((JsonObject) message).getString("id");
                assertNull(messages.put(id, (JsonObject) message), id + " is in the ledger twice");
            }
        }
        Response ids = redis.ask("HGETALL", keys.ids());
        for (int i = 0; i < ids.size(); i += 2) {
            known.put(
                    ids.get(i).toString(),
                    IdState.parse(ids.get(i + 1).toString()).seq());
        }
        Response total = redis.ask("HGET", keys.totals(), "gmv");
        gmvInRedis = total == null ? 0 : total.toLong();
        messages.values().forEach(this::add);
    }

    static LedgerView read(String uri, String stream) {
        try (RedisClient redis = new RedisClient(uri)) {
            return new LedgerView(redis, stream, audit(redis, uri));
        } catch (RuntimeException e) {
            throw new AssertionError("the ledger of " + stream, e);
        }
    }

    private static List<Audit.Difference> audit(RedisClient redis, String uri) {
        return Await.result(Auditor.audit(redis.vertx(), new RedisAddress(uri), null), AUDIT_TIMEOUT).stream()
                .flatMap(report -> report.differences().stream())
                .toList();
    }

    /** Without an audit, which would be of all streams. */
    static LedgerView readUnaudited(RedisClient redis, String stream) {
        return new LedgerView(redis, stream, List.of());
    }

    private void add(JsonObject message) {
        switch (message.getString("type", "order")) {
            case "payment" -> gmv += value(messages.getOrDefault(message.getString("order"), NONE));
            case "refund" -> refunded += message.getLong("amount");
            case "cancellation" -> {
                // does not move gmv
            }
            default -> gmv += "paid".equals(message.getString("status")) ? value(message) : 0;
        }
    }

    private static long value(JsonObject order) {
        return order.getJsonArray("lines").stream()
                .mapToLong(line -> ((JsonObject) line).getLong("amount"))
                .sum();
    }

    /** The ids of the ledger are the known ones, its sum is Redis', and the audit finds nothing. */
    void assertConsistent() {
        assertEquals(known.keySet(), messages.keySet(), "known ids and ids of the ledger");
        assertEquals(gmv, gmvInRedis, "the sum of the ledger and gmv in Redis");
        assertEquals(List.of(), differences, "audit");
    }
}
