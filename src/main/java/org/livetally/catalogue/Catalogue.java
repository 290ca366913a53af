package org.livetally.catalogue;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import org.livetally.streams.Archived;
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
    private static final String NO_EDITION = "0";

    private final RedisLink redis;

    public Catalogue(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * Products at one moment.
     *
     * @param edition a number that each change of the catalogue increases
     * @param bySku sku to JSON; products that the catalogue does not have are missing
     */
    public record Products(String edition, Map<String, String> bySku) {
        /** The catalogue of a stream that does not exist. */
        public static final Products NONE = new Products(NO_EDITION, Map.of());
    }

    /**
     * A catalogue that was written beside the current one, and the messages about it.
     *
     * @param products the key of the catalogue
     * @param messages the key of the messages
     * @param size the number of products
     */
    public record Staged(String products, String messages, int size) {
        /** Keys of which neither exists. */
        public static Staged nothing(StreamKeys keys) {
            return at(keys, "none", 0);
        }

        private static Staged at(StreamKeys keys, String name, int size) {
            return new Staged(keys.staged(name), keys.staged(name + ":messages"), size);
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
                .arg("edition")
                .arg(Archived.SETTING);
        return RedisFailures.orUnavailable(redis.send(version)).map(fields -> {
            if (fields.get(0) == null) {
                throw StreamDirectory.unknown(stream);
            }
            if (fields.get(2) != null) {
                throw StreamDirectory.archived(stream);
            }
            return new EntityTag("\"" + fields.get(0) + "-" + Objects.requireNonNullElse(fields.get(1), 0) + "\"");
        });
    }

    /** All products, sku to JSON, sorted by sku; empty if there is no such stream. */
    Future<Map<String, String>> products(String stream) {
        return RedisFailures.orUnavailable(read(StreamDirectory.keys(stream))).map(Products::bySku);
    }

    /** Reads the catalogue; starts again if it is changed meanwhile. */
    public Future<Products> read(StreamKeys keys) {
        return edition(keys).compose(before -> {
            Map<String, String> products = new TreeMap<>();
            return scan(keys, FIRST_CURSOR, products)
                    .compose(scanned -> edition(keys))
                    .compose(after ->
                            before.equals(after) ? Future.succeededFuture(new Products(after, products)) : read(keys));
        });
    }

    /**
     * Reads the products with these skus, {@link #CHUNK} at most. If the catalogue is changed meanwhile, the edition is
     * the earlier one.
     */
    public Future<Products> read(StreamKeys keys, Set<String> skus) {
        Future<String> edition = edition(keys);
        Request named = Request.cmd(Command.HMGET).arg(keys.catalogue());
        skus.forEach(named::arg);
        Future<Response> values = redis.send(named);
        return Future.all(edition, values).map(both -> {
            Map<String, String> products = new LinkedHashMap<>();
            int i = 0;
            for (String sku : skus) {
                Response json = values.result().get(i++);
                if (json != null) {
                    products.put(sku, json.toString());
                }
            }
            return new Products(edition.result(), products);
        });
    }

    private Future<String> edition(StreamKeys keys) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.settings()).arg("edition"))
                .map(edition -> edition == null ? NO_EDITION : edition.toString());
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

    /**
     * Writes a catalogue, and the messages about it, beside the current one. If it is not put in place, it expires.
     *
     * @param products sku to JSON
     * @param messages the parts of each
     */
    public Future<Staged> stage(StreamKeys keys, Map<String, String> products, List<List<byte[]>> messages) {
        Staged there = Staged.at(keys, UUID.randomUUID().toString(), products.size());
        return stageProducts(there, new ArrayList<>(products.entrySet()))
                .compose(staged -> stageMessages(there, messages))
                .map(staged -> there);
    }

    private Future<Void> stageProducts(Staged there, List<Map.Entry<String, String>> rest) {
        if (rest.isEmpty()) {
            return Future.succeededFuture();
        }
        int now = Math.min(CHUNK, rest.size());
        ScriptCall call = stage(there).arg(now);
        rest.subList(0, now).forEach(product -> call.arg(product.getKey()).arg(product.getValue()));
        return redis.run(call).compose(done -> stageProducts(there, rest.subList(now, rest.size())));
    }

    private Future<Void> stageMessages(Staged there, List<List<byte[]>> rest) {
        if (rest.isEmpty()) {
            return Future.succeededFuture();
        }
        ScriptCall call = stage(there).arg(0);
        rest.get(0).forEach(call::arg);
        return redis.run(call).compose(done -> stageMessages(there, rest.subList(1, rest.size())));
    }

    private static ScriptCall stage(Staged there) {
        return new ScriptCall(STAGE).key(there.products).key(there.messages).arg(STAGED_FOR_S);
    }
}
