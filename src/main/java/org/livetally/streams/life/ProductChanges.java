package org.livetally.streams.life;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.livetally.catalogue.Catalogue;
import org.livetally.catalogue.Catalogue.Products;
import org.livetally.domain.basis.Basis;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.ledger.read.BasisReader;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Makes changes of catalogues for the scripts: reads what is there, finds the difference, and stages it if it is too
 * much for one script. The ledger is told of each, so none is made on a ledger that went back: later entries would hide
 * from other nodes that some are missing.
 */
public final class ProductChanges {
    /** In one script; more are staged. */
    private static final int DIRECT_CHARS = 1_000_000;

    /** Nothing is known of the numbers of a product, and nothing can be. */
    private static final Basis NONE = new Basis(ZoneOffset.UTC);

    private final RedisLink redis;
    private final Catalogue catalogue;
    private final AckMemory acks;

    /** @param acks what the ledger must hold */
    public ProductChanges(RedisLink redis, Catalogue catalogue, AckMemory acks) {
        this.redis = redis;
        this.catalogue = catalogue;
        this.acks = acks;
    }

    /** The products of a new stream, sku to JSON. */
    Future<ProductChange> first(StreamKeys keys, Map<String, String> products, long now) {
        return products.isEmpty()
                ? Future.succeededFuture(ProductChange.NONE)
                : make(keys, Future.succeededFuture(Products.NONE), none -> products, now);
    }

    /**
     * Some products change, sku to JSON; empty JSON removes one. Fails with a problem that names the sku of each product
     * that cannot change so.
     */
    Future<ProductChange> some(StreamKeys keys, Map<String, String> products, long now) {
        if (products.isEmpty()) {
            return Future.succeededFuture(ProductChange.NONE);
        }
        Future<Products> held = isSmall(products) ? catalogue.read(keys, products.keySet()) : catalogue.read(keys);
        return make(
                keys,
                held,
                before -> {
                    Map<String, String> after = new LinkedHashMap<>(before);
                    after.putAll(products);
                    after.values().removeIf(String::isEmpty);
                    return after;
                },
                now);
    }

    /** The same for a catalogue that replaces the current one. */
    Future<ProductChange> all(StreamKeys keys, Map<String, String> products, long now) {
        return make(keys, catalogue.read(keys), before -> products, now);
    }

    private Future<ProductChange> make(
            StreamKeys keys, Future<Products> reading, UnaryOperator<Map<String, String>> next, long now) {
        AckMemory.Asked asked = acks.of(keys.stream());
        if (asked.isLost()) {
            return Future.failedFuture(AckMemory.wentBack());
        }
        // Not on the event loop, since a difference of ten thousand products would hold orders up; and one at a time.
        Context loop = Objects.requireNonNull(Vertx.currentContext());
        return RedisFailures.orUnavailable(reading).compose(before -> {
            Map<String, String> after = next.apply(before.bySku());
            return RedisFailures.orUnavailable(basis(keys, after))
                    .compose(basis -> loop.executeBlocking(
                            () -> ProductDifference.between(keys.stream(), before, after, basis, now)))
                    .map(change -> change.onLedgerWith(asked.required))
                    .compose(change -> isSmall(change.changed())
                            ? Future.succeededFuture(change)
                            : RedisFailures.orUnavailable(catalogue.stage(keys, after, change.messages()))
                                    .map(change::staged));
        });
    }

    /** Only products with numbers are compared with it; a text that merely says so costs a reading. */
    private Future<Basis> basis(StreamKeys keys, Map<String, String> products) {
        return products.values().stream().anyMatch(json -> json.contains("\"numbered\""))
                ? BasisReader.read(redis, keys)
                : Future.succeededFuture(NONE);
    }

    private static boolean isSmall(Map<String, String> products) {
        return products.size() <= Catalogue.CHUNK
                && products.values().stream().mapToInt(String::length).sum() <= DIRECT_CHARS;
    }

    /** What the answer to a change that is made now must hold. */
    AckMemory.Asked expected(String stream) {
        return acks.of(stream);
    }
}
