package org.livetally.catalogue;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.livetally.domain.rule.Rule;
import org.livetally.http.EntityTag;
import org.livetally.http.Problem;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;

/**
 * Catalogues in Redis, read and written in chunks, so that orders have their turn in between: 10,000 products at once
 * take Redis as long as thousands of orders. A new catalogue is staged beside the current one and put in place by a
 * single RENAME. If the {@code edition} shows that somebody else was faster, the change starts again.
 */
public final class Catalogue {
    /** Maximum of products of a stream. */
    public static final int MAX_PRODUCTS = 10_000;
    /** Products that one command or script reads or writes. */
    public static final int CHUNK = 1_000;

    private static final LuaScript STAGE = LuaScript.load("stage_products");
    private static final int STAGED_FOR_S = 60;
    private static final String FIRST_CURSOR = "0";

    private final RedisLink redis;

    public Catalogue(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * All products at one moment.
     *
     * @param edition a number that each change of the catalogue increases
     * @param products sku to JSON
     */
    public record Whole(String edition, Map<String, String> products) {}

    /**
     * A catalogue that was written beside the current one.
     *
     * @param key its key
     * @param products the number of products; -1 if there is nothing to be put in place
     * @param same how many of them are identical in the current catalogue
     * @param edition of the current catalogue when they were compared
     */
    public record Staged(String key, int products, int same, String edition) {
        public static Staged nothing(StreamKeys keys) {
            return new Staged(keys.staged("none"), -1, 0, "0");
        }

        public Staged comparedWith(String earlier) {
            return new Staged(key, products, same, earlier);
        }
    }

    /** 400: more products than {@link #MAX_PRODUCTS}. */
    public static Problem tooManyProducts() {
        return Problem.invalidField("products", Rule.PRODUCTS_LIMIT.reason(MAX_PRODUCTS));
    }

    /**
     * The tag of the current catalogue, without reading it; each change makes another tag. Fails with 404 if there is
     * no such stream.
     */
    Future<EntityTag> tag(String stream) {
        Request version = Request.cmd(Command.HMGET)
                .arg(StreamDirectory.keys(stream).settings())
                .arg("createdAt")
                .arg("edition");
        return RedisFailures.orUnavailable(redis.send(version)).map(fields -> {
            if (fields.get(0) == null) {
                throw StreamDirectory.unknown(stream);
            }
            return new EntityTag("\"" + fields.get(0) + "-" + Objects.requireNonNullElse(fields.get(1), 0) + "\"");
        });
    }

    /** All products, sku to JSON, sorted by sku; empty if there is no such stream. */
    Future<Map<String, String>> products(String stream) {
        return RedisFailures.orUnavailable(read(StreamDirectory.keys(stream))).map(Whole::products);
    }

    /** Reads the catalogue; starts again if it is changed meanwhile. */
    public Future<Whole> read(StreamKeys keys) {
        return edition(keys).compose(before -> {
            Map<String, String> products = new TreeMap<>();
            return scan(keys, FIRST_CURSOR, products)
                    .compose(scanned -> edition(keys))
                    .compose(after ->
                            before.equals(after) ? Future.succeededFuture(new Whole(after, products)) : read(keys));
        });
    }

    private Future<String> edition(StreamKeys keys) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.settings()).arg("edition"))
                .map(edition -> edition == null ? "0" : edition.toString());
    }

    private Future<Void> scan(StreamKeys keys, String cursor, Map<String, String> into) {
        Request scan = Request.cmd(Command.HSCAN)
                .arg(keys.catalogue())
                .arg(cursor)
                .arg("COUNT")
                .arg(CHUNK);
        return redis.send(scan).compose(reply -> {
            Response pairs = reply.get(1);
            for (int i = 0; i + 1 < pairs.size(); i += 2) { // by position: a look-up by name searches the whole reply
                into.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
            }
            String next = reply.get(0).toString();
            return next.equals(FIRST_CURSOR) ? Future.succeededFuture() : scan(keys, next, into);
        });
    }

    /** Writes a catalogue beside the current one. If it is not put in place, it expires. */
    public Future<Staged> stage(StreamKeys keys, Map<String, String> products) {
        String key = keys.staged(UUID.randomUUID().toString());
        List<Map.Entry<String, String>> all = new ArrayList<>(products.entrySet());
        return edition(keys).compose(edition -> stage(keys, all, new Staged(key, 0, 0, edition)));
    }

    private Future<Staged> stage(StreamKeys keys, List<Map.Entry<String, String>> rest, Staged done) {
        if (rest.isEmpty()) {
            return Future.succeededFuture(done);
        }
        int now = Math.min(CHUNK, rest.size());
        ScriptCall call =
                new ScriptCall(STAGE).key(keys.catalogue()).key(done.key).arg(STAGED_FOR_S);
        rest.subList(0, now).forEach(product -> call.arg(product.getKey()).arg(product.getValue()));
        return redis.run(call)
                .compose(reply -> stage(
                        keys,
                        rest.subList(now, rest.size()),
                        new Staged(done.key, done.products + now, done.same + reply.toInteger(), done.edition)));
    }
}
