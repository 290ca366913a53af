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
 */
public record StoredSeal(Seal seal, long at, long messages, long differences, List<String> names) {
    public static final int MAX_NAMES = 20;

    public StoredSeal {
        names = List.copyOf(names.subList(0, Math.min(MAX_NAMES, names.size())));
    }

    /** Reads it; null before the first audit. */
    public static Future<@Nullable StoredSeal> read(RedisLink redis, StreamKeys keys) {
        return redis.send(Request.cmd(Command.HGETALL).arg(keys.seal())).map(StoredSeal::of);
    }

    private static @Nullable StoredSeal of(Response hash) {
        if (!hash.getKeys().contains("seq")) {
            return null;
        }
        return new StoredSeal(
                new Seal(Seq.parse(text(hash, "seq")), text(hash, "sha256")),
                Long.parseLong(text(hash, "at")),
                Long.parseLong(text(hash, "messages")),
                Long.parseLong(text(hash, "differences")),
                new JsonArray(text(hash, "names"))
                        .stream().map(Object::toString).toList());
    }

    private static String text(Response hash, String field) {
        return Objects.requireNonNull(hash.get(field), () -> "a seal without " + field)
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
