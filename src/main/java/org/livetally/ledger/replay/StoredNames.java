package org.livetally.ledger.replay;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.read.DealBook;
import org.livetally.ledger.replay.Slices.Scan;
import org.livetally.ledger.replay.Slices.Slice;
import org.livetally.ledger.replay.Slices.Span;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** Reads everything in Redis that has a name, key by key and in slices, and hands it to the checks. */
final class StoredNames {
    private final RedisLink redis;
    private final StreamKeys keys;
    private final int slice;
    private final Consumer<String> progress;
    private final Map<String, Span> read = new HashMap<>();
    private Future<Void> done = Future.succeededFuture();
    private long items;

    /**
     * @param slice approximate number of items of a key that are read at once
     * @param progress is told the progress often, as text for people
     */
    StoredNames(RedisLink redis, StreamKeys keys, int slice, Consumer<String> progress) {
        this.redis = redis;
        this.keys = keys;
        this.slice = slice;
        this.progress = progress;
    }

    /**
     * Reads all keys, one after another.
     *
     * @param recorded the newest message that was recorded before
     */
    Future<Void> read(Seq recorded, Checks checks, Differences differences) {
        NameCheck names = checks.names();
        TextCheck texts = checks.texts();
        MinuteCheck minutes = new MinuteCheck(keys, differences);
        then(Tallies.TREND, hash(keys.trend()), some -> {
            names.addHeld(Tallies.TREND, some);
            minutes.addTrend(some);
        });
        then("minutes", zset(keys.minutes()), minutes::addIndex);
        done = done.compose(next -> minutes.run(redis));
        then(Tallies.COUNTS, hash(keys.counts()), checks::addCounts);
        for (Dimension dimension : Dimension.values()) {
            name(dimension.key(), zset(keys.ranking(dimension)), names);
        }
        name(Tallies.STOCK, zset(keys.stock()), names);
        name(Tallies.NUMBERS, hash(keys.numbers()), names);
        name(Tallies.FREED, zset(keys.freed()), names);
        name(Tallies.BUYERS, set(keys.buyers()), names);
        name(Tallies.GROUP_BUYERS, set(keys.groupBuyers()), names);
        name(Tallies.DEALS, hash(keys.deals()), names);
        text("catalogue", large(keys.catalogue()), texts);
        text("groups-tree", hash(keys.groupTree()), texts);
        text("explained", hash(keys.explained()), texts);
        text("items", large(keys.items()), texts);
        text(DealBookReplay.AGREEMENTS, zset(keys.agreements()), texts);
        book(recorded, texts);
        then("holds", zset(keys.holds()), checks.ids()::addHolds);
        then("placed", large(keys.placed()), checks.ids()::addPlaced);
        then("ids", hash(keys.ids()), checks.ids()::addHeld);
        return done;
    }

    /** Entries of the book never change, so each must be what the ledger says, whenever it was read. */
    private void book(Seq recorded, TextCheck texts) {
        read.put(DealBookReplay.BOOK, new Span(recorded, Seq.END));
        done = done.compose(next -> DealBook.each(
                redis, keys, entry -> texts.addHeld(DealBookReplay.BOOK + "/" + entry.seq(), Seq.END, entry.text())));
    }

    private void name(String kind, Scan scan, NameCheck names) {
        then(kind, scan, some -> names.addHeld(kind, some));
    }

    private void text(String kind, Scan scan, TextCheck texts) {
        then(kind, scan, some -> texts.addHeld(kind, some));
    }

    private void then(String kind, Scan scan, Consumer<Slice> add) {
        done = done.compose(next -> Slices.each(redis, keys, scan, some -> {
                    add.accept(some);
                    items += some.size();
                    progress.accept(String.format("%s: %,d tallies and ids read", keys.stream(), items));
                })
                .onSuccess(span -> read.put(kind, span))
                .mapEmpty());
    }

    private Scan hash(String key) {
        return new Scan("HSCAN", key, slice);
    }

    /** A hash whose values have up to some 30 KB, as the JSON of an order. */
    private Scan large(String key) {
        return new Scan("HSCAN", key, Math.max(1, slice / 20));
    }

    private Scan zset(String key) {
        return new Scan("ZSCAN", key, slice);
    }

    private Scan set(String key) {
        return new Scan("SSCAN", key, slice);
    }

    /** When each kind was read. */
    Map<String, Span> spans() {
        return read;
    }

    /** When this kind was read. */
    Span span(String kind) {
        return Objects.requireNonNull(read.get(kind));
    }
}
