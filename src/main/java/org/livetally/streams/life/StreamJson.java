package org.livetally.streams.life;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.Currencies;
import org.livetally.streams.Archived;

/** The stream object of the REST contract, made from the stream's hash. */
final class StreamJson {
    private StreamJson() {}

    /** Fields in the contract's order; fields that the stream does not have are left out. */
    static JsonObject of(String id, Response hash) {
        JsonObject stream = new JsonObject().put("id", id);
        putText(stream, "title", hash);
        putText(stream, "status", hash);
        putCurrency(stream, value(hash, "currency"));
        putText(stream, "timezone", hash);
        putNumber(stream, "goal", hash);
        putNumber(stream, "signedRecord", hash);
        stream.put("public", "1".equals(value(hash, "public")));
        stream.put("openOrders", "1".equals(value(hash, "openOrders")));
        putNumber(stream, "holdMinutes", hash);
        putNumber(stream, "createdAt", hash);
        putNumber(stream, "startedAt", hash);
        putNumber(stream, "endsAt", hash);
        putNumber(stream, "endedAt", hash);
        putNumber(stream, "closedAt", hash);
        putNumber(stream, "goalReachedAt", hash);
        String archived = value(hash, Archived.SETTING);
        if (archived != null) {
            stream.put(Archived.SETTING, Archived.of(archived).json());
        }
        return stream;
    }

    private static void putCurrency(JsonObject stream, @Nullable String code) {
        if (code != null) {
            stream.put("currency", code).put("currencyDigits", Currencies.digits(code));
        }
    }

    private static void putText(JsonObject stream, String field, Response hash) {
        String value = value(hash, field);
        if (value != null) {
            stream.put(field, value);
        }
    }

    private static void putNumber(JsonObject stream, String field, Response hash) {
        String value = value(hash, field);
        if (value != null) {
            stream.put(field, Long.parseLong(value));
        }
    }

    private static @Nullable String value(Response hash, String field) {
        Response value = hash.get(field);
        return value == null ? null : value.toString();
    }
}
