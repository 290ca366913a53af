package org.livetally.ledger.replay;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Tallies;
import org.livetally.domain.tally.Total;
import org.livetally.ledger.Recent;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.read.BasisReader;
import org.livetally.ledger.read.LedgerReader;
import org.livetally.ledger.replay.Slices.Scan;
import org.livetally.ledger.replay.Slices.Slice;
import org.livetally.ledger.replay.Slices.Span;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Replays a ledger and compares every tally with what Redis holds. May run at any moment, on streams of any length.
 *
 * <p>Order: Redis is read first, in slices of some hundred names, each with the seq of its own moment ({@link Slices}),
 * so orders never wait for longer than one slice. The ledger, which only grows, is then read up to the last of these
 * moments. A slice must hold of a name what the ledger yields up to the seq of that slice.
 *
 * <p>Memory: both sides are spilled to temporary files ({@link Spill}), partitioned by the hash of id or name, and
 * compared partition by partition. So memory is constant, and nothing is read from Redis twice. What moved before the
 * first slice is one sum for each name; what moved later keeps its seq.
 *
 * <p>Exactness: a name that appears while its key is read may be in no slice, since SCAN guarantees no more; the next
 * audit compares it. All totals, and the numbers of ids and buyers, are read at one moment at the end, and are exact.
 * The ledger has no likes: the trend's likes must add up to a number between their total before and after it was read.
 */
public final class Audit {
    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final RedisLink redis;
    private final StreamKeys keys;
    private final Limits limits;
    private final Consumer<String> progress;
    private final Differences differences = new Differences();
    private final Recent recent = new Recent();
    private final IdCheck ids;
    private final NameCheck names;
    private final Map<String, Span> read = new HashMap<>();
    private Basis basis = new Basis(ZoneOffset.UTC);
    private Seq replayed = Seq.START;
    private long items;
    private long messages;

    private Audit(RedisLink redis, String stream, Limits limits, Consumer<String> progress) {
        this.redis = redis;
        this.keys = new StreamKeys(stream);
        this.limits = limits;
        this.progress = progress;
        this.ids = new IdCheck(stream, limits.spill(), differences);
        this.names = new NameCheck(limits.spill(), differences);
    }

    /**
     * Limits on memory, and on the size of a question to Redis.
     *
     * @param partitions number of partitions of each temporary file; one at a time is compared in memory
     * @param blockBytes bytes of each partition that are buffered before they are written
     * @param names number of names whose sums are buffered
     * @param slice approximate number of items of a key that are read at once
     */
    public record Limits(int partitions, int blockBytes, int names, int slice) {
        public static final Limits DEFAULT = new Limits(512, 8 << 10, 20_000, 200);

        Spill spill() {
            return new Spill(partitions, blockBytes);
        }
    }

    /**
     * A tally that differs from the ledger.
     *
     * @param tally its name
     * @param ledger the value by the ledger
     * @param redis the value in Redis
     */
    public record Difference(String tally, String ledger, String redis) {}

    /**
     * The result of an audit.
     *
     * @param messages number of messages in the ledger
     * @param gmv in minor units, recomputed
     * @param tallies how many were compared
     * @param differences by name, at most {@value Differences#MAX_NAMED} of a kind; empty if all is well
     * @param unnamed how many more there are
     */
    public record Report(
            String stream, long messages, long gmv, long tallies, List<Difference> differences, long unnamed) {
        /** The number of differences. */
        public long found() {
            return differences.size() + unnamed;
        }
    }

    /** Audits one stream. To be called on the event loop of the link. */
    public static Future<Report> run(RedisLink redis, String stream) {
        return run(redis, stream, said -> {});
    }

    /**
     * The same, with progress reports.
     *
     * @param progress is told the progress often, as text for people
     */
    public static Future<Report> run(RedisLink redis, String stream, Consumer<String> progress) {
        return run(redis, stream, Limits.DEFAULT, progress);
    }

    public static Future<Report> run(RedisLink redis, String stream, Limits limits, Consumer<String> progress) {
        Audit audit = new Audit(redis, stream, limits, progress);
        return audit.run().eventually(audit::close);
    }

    private Future<Void> close() {
        ids.close();
        names.close();
        return Future.succeededFuture();
    }

    private Future<Report> run() {
        return BasisReader.read(redis, keys)
                .onSuccess(read -> basis = read)
                .compose(read -> StoredTallies.read(redis, keys))
                .compose(before -> readNames()
                        .compose(done -> StoredTallies.read(redis, keys))
                        .compose(stored -> {
                            Moved moved = new Moved(before.last(), limits.names(), names::addMoved);
                            return readLedger(stored.last())
                                    .compose(done -> eachPartition(p -> runIds(p, moved)))
                                    .map(done -> drained(moved))
                                    .compose(done -> eachPartition(p -> names.run(p, read)))
                                    .map(done -> report(before, stored, moved.totals()));
                        }));
    }

    /** Reads everything in Redis that has a name. */
    private Future<Void> readNames() {
        MinuteCheck minutes = new MinuteCheck(keys, differences);
        Future<Void> done = read(Tallies.TREND, hash(keys.trend()), slice -> {
                    names.addHeld(Tallies.TREND, slice);
                    minutes.addTrend(slice);
                })
                .compose(next -> read("minutes", zset(keys.minutes()), minutes::addIndex))
                .compose(next -> minutes.run(redis))
                .compose(next ->
                        read(Tallies.COUNTS, hash(keys.counts()), slice -> names.addHeld(Tallies.COUNTS, slice)));
        for (Dimension dimension : Dimension.values()) {
            String kind = dimension.key();
            done = done.compose(next -> read(kind, zset(keys.ranking(dimension)), slice -> names.addHeld(kind, slice)));
        }
        Scan buyers = new Scan("SSCAN", keys.buyers(), limits.slice());
        // The JSON of an order has up to some 30 KB.
        Scan placed = new Scan("HSCAN", keys.placed(), Math.max(1, limits.slice() / 20));
        return done.compose(next -> read(Tallies.BUYERS, buyers, slice -> names.addHeld(Tallies.BUYERS, slice)))
                .compose(next -> read("placed", placed, ids::addPlaced))
                .compose(next -> read("ids", hash(keys.ids()), ids::addHeld));
    }

    private Scan hash(String key) {
        return new Scan("HSCAN", key, limits.slice());
    }

    private Scan zset(String key) {
        return new Scan("ZSCAN", key, limits.slice());
    }

    private Future<Void> read(String kind, Scan scan, Consumer<Slice> add) {
        return Slices.each(redis, keys, scan, slice -> {
                    add.accept(slice);
                    items += slice.size();
                    progress.accept(String.format("%s: %,d tallies and ids read", keys.stream(), items));
                })
                .onSuccess(span -> read.put(kind, span))
                .mapEmpty();
    }

    private Future<Void> readLedger(Seq last) {
        return LedgerReader.on(
                redis, keys, Seq.START, recorded -> recorded.seq().compareTo(last) <= 0 && add(recorded));
    }

    private boolean add(Recorded recorded) {
        if (recorded.seq().compareTo(replayed) <= 0) {
            differences.add("ledger", "a seq after " + replayed, recorded.seq());
        }
        replayed = recorded.seq();
        ids.add(recorded);
        if (++messages % 1_000 == 0) {
            progress.accept(String.format("%s: %,d messages of the ledger read", keys.stream(), messages));
        }
        return true;
    }

    private void runIds(int partition, Moved moved) {
        Replay replay = new Replay(basis, moved, recent, differences);
        ids.run(partition, replay, span("ids"), span("placed"));
        progress.accept(
                String.format("%s: ids compared, %d of %d parts", keys.stream(), partition + 1, limits.partitions()));
    }

    private static Moved drained(Moved moved) {
        moved.drain();
        return moved;
    }

    private Span span(String kind) {
        return Objects.requireNonNull(read.get(kind));
    }

    /** Runs off the event loop, partition by partition, for a limited time at once. */
    private Future<Void> eachPartition(IntConsumer work) {
        Promise<Void> done = Promise.promise();
        next(0, work, done);
        return done.future();
    }

    private void next(int from, IntConsumer work, Promise<Void> done) {
        Context loop = Objects.requireNonNull(Vertx.currentContext());
        loop.executeBlocking(() -> workFrom(from, work))
                .onSuccess(following -> {
                    if (following < limits.partitions()) {
                        next(following, work, done);
                    } else {
                        done.complete();
                    }
                })
                .onFailure(done::fail);
    }

    private int workFrom(int from, IntConsumer work) {
        long began = System.nanoTime();
        int partition = from;
        while (partition < limits.partitions() && System.nanoTime() - began < WORK_NANOS) {
            work.accept(partition++);
        }
        return partition;
    }

    private Report report(StoredTallies before, StoredTallies stored, Map<String, Long> moved) {
        long few = compareTotals(stored, moved) + compareCount(Tallies.BUYERS, names.buyers(), stored.buyers());
        few += compareCount("ids", ids.ids(), stored.ids());
        differences.compare("recent", recent.texts(), stored.recent());
        // The ledger has no likes. But the trend's likes, which were read between these two moments, must add up to a
        // number between both totals.
        if (names.likes() < before.likes() || names.likes() > stored.likes()) {
            differences.add("likes, as the trend adds up", names.likes(), stored.likes());
        }
        return new Report(
                keys.stream(),
                ids.ids(),
                moved.getOrDefault(Total.GMV.key(), 0L),
                few + names.tallies(),
                differences.named(),
                differences.unnamed());
    }

    private long compareTotals(StoredTallies stored, Map<String, Long> moved) {
        Set<String> all = new TreeSet<>(moved.keySet());
        all.addAll(stored.totals().keySet());
        long compared = 0;
        for (String name : all) {
            String sum = Long.toString(moved.getOrDefault(name, 0L));
            String held = stored.totals().getOrDefault(name, "0");
            compared += sum.equals("0") && held.equals("0") ? 0 : 1;
            differences.compare(name, sum, held);
        }
        return compared;
    }

    private long compareCount(String name, long inLedger, long inRedis) {
        differences.compare(name, inLedger, inRedis);
        return inLedger == 0 && inRedis == 0 ? 0 : 1;
    }
}
