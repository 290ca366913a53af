package org.livetally.ledger.replay;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Erasure;
import org.livetally.domain.tally.Tallies;
import org.livetally.domain.tally.Total;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recent;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.read.BasisReader;
import org.livetally.ledger.read.LedgerReader;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.ledger.seal.StoredSeal;
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
 * Only what orders are judged by is kept whole: the facts of products as often as they changed, and the shows; and the
 * amounts of agreements.
 *
 * <p>Exactness: a name that appears while its key is read may be in no slice, since SCAN guarantees no more; the next
 * audit compares it. All totals, and the numbers of ids and buyers, are read at one moment at the end, and are exact.
 * The ledger has no likes: the trend's likes must add up to a number between their total before and after it was read.
 */
public final class Audit {
    private final RedisLink redis;
    private final StreamKeys keys;
    private final Limits limits;
    private final Consumer<String> progress;
    private final Differences differences = new Differences();
    private final Recent recent = new Recent();
    private final Checks checks;
    private final StoredNames names;
    private final @Nullable Seal given;
    private final LedgerSource ledger;
    private SealCheck seals;
    private Seq replayed = Seq.START;
    private long messages;
    /** The last erasure of a buyer before anything else was read. */
    private String erasedBefore = "";

    private Audit(RedisLink redis, String stream, @Nullable Seal given, Limits limits, Consumer<String> progress) {
        this.redis = redis;
        this.keys = new StreamKeys(stream);
        this.given = given;
        this.limits = limits;
        this.progress = progress;
        this.ledger = RedisLedger.of(redis, keys);
        this.seals = new SealCheck(ledger, List.of(), List.of());
        this.checks = Checks.of(stream, limits, differences);
        this.names = new StoredNames(redis, keys, limits.slice(), progress);
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
    public record Difference(String tally, String ledger, String redis) {
        /** The tally of a difference that is a seal: the ledger has other entries than when it was made. */
        static final String SEAL = "seal";
        /** The tally of a difference that is in the file of an archived stream. */
        private static final String ARCHIVE = "archive";

        /** The ledger has other entries than when a seal was made. */
        public static Difference ofSeal(String instead, String seal) {
            return new Difference(SEAL, instead, seal);
        }

        /** A file of an archived stream is not as it was written. */
        public static Difference ofArchive(String file, String damage) {
            return new Difference(ARCHIVE, damage, file);
        }

        /** Whether it says that the ledger does not begin with this seal. */
        boolean isOf(Seal earlier) {
            return tally.equals(SEAL) && redis.equals(earlier.text());
        }

        /** What differs, for people. */
        public String sentence() {
            return switch (tally) {
                case SEAL -> "the ledger does not begin with the seal " + redis + ": it has " + ledger;
                case ARCHIVE -> "archive " + redis + ": " + ledger;
                default -> tally + ": the ledger says " + ledger + ", Redis holds " + redis;
            };
        }
    }

    /**
     * The result of an audit.
     *
     * @param messages number of messages in the ledger
     * @param gmv in minor units, recomputed
     * @param tallies how many were compared
     * @param differences by name, at most {@value Differences#MAX_NAMED} of a kind; empty if all is well
     * @param unnamed how many more there are
     * @param seal of the ledger that was read; null if it has no entry, or if this is a campaign
     */
    public record Report(
            String stream,
            long messages,
            long gmv,
            long tallies,
            List<Difference> differences,
            long unnamed,
            @Nullable Seal seal) {
        /** The number of differences. */
        public long found() {
            return differences.size() + unnamed;
        }

        /** Whether the ledger does not begin with this seal. */
        public boolean breaks(Seal earlier) {
            return differences.stream().anyMatch(difference -> difference.isOf(earlier));
        }

        /** The same, but for what was found of this seal. */
        public Report without(Seal earlier) {
            List<Difference> others = differences.stream()
                    .filter(difference -> !difference.isOf(earlier))
                    .toList();
            return new Report(stream, messages, gmv, tallies, others, unnamed, seal);
        }
    }

    /** Audits one stream. To be called on the event loop of the link. */
    public static Future<Report> run(RedisLink redis, String stream) {
        return run(redis, stream, null, said -> {});
    }

    /**
     * The same, with progress reports.
     *
     * @param given a seal that the ledger must begin with; null for none but the one that Redis holds
     * @param progress is told the progress often, as text for people
     */
    public static Future<Report> run(RedisLink redis, String stream, @Nullable Seal given, Consumer<String> progress) {
        return run(redis, stream, given, Limits.DEFAULT, progress);
    }

    public static Future<Report> run(
            RedisLink redis, String stream, @Nullable Seal given, Limits limits, Consumer<String> progress) {
        Audit audit = new Audit(redis, stream, given, limits, progress);
        Future<Report> read = audit.run().eventually(audit::close);
        return read.transform(any -> audit.isRewritten())
                .compose(rewritten -> rewritten ? run(redis, stream, given, limits, progress) : read);
    }

    /** Whether a buyer was erased meanwhile: the ledger has other entries then, and the result, or the failure, says nothing. */
    private Future<Boolean> isRewritten() {
        return StoredTallies.erased(redis, keys).map(erased -> !erased.equals(erasedBefore));
    }

    private Future<Void> close() {
        checks.close();
        return Future.succeededFuture();
    }

    private Future<Report> run() {
        return StoredTallies.erased(redis, keys)
                .onSuccess(erased -> erasedBefore = erased)
                .compose(erased -> read());
    }

    private Future<Report> read() {
        return StoredSeal.read(redis, keys)
                .map(StoredSeal::sealOf)
                .compose(held -> ledger.checkpoints().map(places -> {
                    List<Seal> earlier = Stream.of(held, given)
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList();
                    seals = new SealCheck(ledger, earlier, places);
                    return null;
                }))
                .compose(known -> StoredTallies.read(redis, keys))
                .compose(before -> BasisReader.begin(redis, keys).compose(basis -> run(before, basis)));
    }

    private Future<Report> run(StoredTallies before, Basis basis) {
        Moved moved = new Moved(before.last(), limits.names(), checks.names()::addMoved);
        StreamReplay stream = new StreamReplay(basis, before.last(), moved, checks, differences);
        return names.read(before.last(), checks, differences)
                .compose(done -> BasisReader.each(redis, keys, Seq.START, stream::addHeld))
                .compose(done -> StoredTallies.read(redis, keys))
                .compose(stored -> readLedger(stored.last(), stream)
                        .compose(done -> compare(stream, moved))
                        .compose(done -> seals.compare(differences))
                        .map(done -> report(before, stored, stream, moved.totals())));
    }

    private Future<Void> readLedger(Seq last, StreamReplay stream) {
        return LedgerReader.entries(redis, keys, Seq.START, entry -> !entry.id().isAfter(last) && add(entry, stream))
                .onSuccess(done -> stream.end());
    }

    private boolean add(Entry entry, StreamReplay stream) {
        seals.add(entry);
        entry.recorded(keys.stream()).forEach(recorded -> add(recorded, stream));
        return true;
    }

    private void add(Recorded recorded, StreamReplay stream) {
        if (recorded.seq().compareTo(replayed) <= 0) {
            differences.add("ledger", "a seq after " + replayed, recorded.seq());
        }
        replayed = recorded.seq();
        if (recorded.message() instanceof Erasure erasure) {
            seals.addErasure(recorded.seq(), erasure.id());
        }
        stream.add(recorded);
        checks.ids().add(recorded);
        if (++messages % 1_000 == 0) {
            progress.accept(String.format("%s: %,d messages of the ledger read", keys.stream(), messages));
        }
    }

    private Future<Void> compare(StreamReplay stream, Moved moved) {
        return eachPartition(partition -> runIds(partition, stream.basis(), moved))
                .onSuccess(done -> moved.drain())
                .compose(done -> eachPartition(partition -> checks.runNames(partition, names.spans())))
                .compose(done -> eachPartition(partition -> checks.runGroups(partition, names.spans())))
                .compose(done ->
                        eachPartition(partition -> checks.texts().run(partition, names.spans(), stream::isWhole)));
    }

    private Future<Void> eachPartition(IntConsumer work) {
        return Partitions.each(limits.partitions(), work);
    }

    private void runIds(int partition, Basis basis, Moved moved) {
        Replay replay = new Replay(basis, new Replay.Results(moved, recent, checks.texts()), differences);
        checks.ids().run(partition, replay, names.span("ids"), names.span("placed"));
        progress.accept(
                String.format("%s: ids compared, %d of %d parts", keys.stream(), partition + 1, limits.partitions()));
    }

    private Report report(StoredTallies before, StoredTallies stored, StreamReplay stream, Map<String, Long> moved) {
        NameCheck named = checks.names();
        long ids = checks.ids().ids();
        long few = stored.compareTotals(moved, differences)
                + compareCount(Tallies.BUYERS, named.buyers(), stored.buyers())
                + compareCount(Tallies.GROUP_BUYERS, named.groupBuyers(), stored.groupBuyers())
                + compareCount("ids", ids, stored.ids());
        differences.compare("recent", recent.texts(), stored.recent());
        differences.compare("basis", stored.basis().held(), stored.basis().named());
        differences.compare("erased", stream.erased(), stored.erased());
        stored.compareShow(stream.onAir(), differences);
        // The ledger has no likes. But the trend's likes, which were read between these two moments, must add up to a
        // number between both totals.
        if (named.likes() < before.likes() || named.likes() > stored.likes()) {
            differences.add("likes, as the trend adds up", named.likes(), stored.likes());
        }
        if (stored.likesOfSources() > stored.likes()) {
            differences.add("likes", "at least the " + stored.likesOfSources() + " of all sources", stored.likes());
        }
        return new Report(
                keys.stream(),
                ids,
                moved.getOrDefault(Total.GMV.key(), 0L),
                few + named.tallies() + checks.groups().tallies(),
                differences.named(),
                differences.unnamed(),
                seals.seal());
    }

    private long compareCount(String name, long inLedger, long inRedis) {
        differences.compare(name, inLedger, inRedis);
        return inLedger == 0 && inRedis == 0 ? 0 : 1;
    }
}
