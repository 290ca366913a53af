package org.livetally.ledger.seal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Seal;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * The newest audit of a stream, with the seal of the ledger that it read.
 *
 * @param at epoch milliseconds
 * @param messages how many the ledger had
 * @param differences how many figures differed from it
 * @param names of some of these figures, at most {@value #MAX_NAMES}
 * @param whole whether every figure was compared with the ledger up to the seal, and none differed
 */
public record StoredSeal(Seal seal, long at, long messages, long differences, List<String> names, boolean whole) {
    public static final int MAX_NAMES = 20;
    private static final List<String> FIELDS =
            List.of("seq", "sha256", "at", "messages", "differences", "names", "whole");

    public StoredSeal {
        names = List.copyOf(names.subList(0, Math.min(MAX_NAMES, names.size())));
    }

    /** Reads it; null before the first audit. */
    public static Future<@Nullable StoredSeal> read(RedisLink redis, StreamKeys keys) {
        Request read = Request.cmd(Command.HMGET).arg(keys.seal());
        FIELDS.forEach(read::arg);
        return redis.send(read).map(StoredSeal::of);
    }

    /** @param values of {@link #FIELDS}; nil if there are none */
    static @Nullable StoredSeal of(Response values) {
        if (values.get(0) == null) {
            return null;
        }
        return new StoredSeal(
                new Seal(Seq.parse(text(values, 0)), text(values, 1)),
                Long.parseLong(text(values, 2)),
                Long.parseLong(text(values, 3)),
                Long.parseLong(text(values, 4)),
                new JsonArray(text(values, 5)).stream().map(Object::toString).toList(),
                values.get(6) != null && values.get(6).toInteger() == 1);
    }

    private static String text(Response values, int field) {
        return Objects.requireNonNull(values.get(field), () -> "a seal without " + FIELDS.get(field))
                .toString();
    }

    /** The seal of an audit; null without one. */
    public static @Nullable Seal sealOf(@Nullable StoredSeal stored) {
        return stored == null ? null : stored.seal;
    }

    /** The names as Redis keeps them. */
    String namesJson() {
        return new JsonArray(names).encode();
    }
}
