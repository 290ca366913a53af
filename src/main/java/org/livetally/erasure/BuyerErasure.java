package org.livetally.erasure;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ArchiveDirectory;
import org.livetally.archive.ArchiveRewrite;
import org.livetally.archive.StrayFiles;
import org.livetally.campaigns.CampaignDirectory;
import org.livetally.campaigns.follow.CampaignErasure;
import org.livetally.ledger.count.Steps;
import org.livetally.redis.client.Lease;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.streams.StreamDirectory;

/**
 * Erases a buyer: in every stream, or in one, and then in the campaigns, which count what the streams say. Whatever kills it, it
 * can run again, and ends as if nothing had happened: a stream is erased at one moment, and campaigns are looked at each time.
 */
public final class BuyerErasure {
    private static final Lease.Kind ONE_AT_A_TIME = new Lease.Kind(
            StreamKeys.ERASER, 3_000, "another erasure is running: nothing was changed, try again when it has ended");

    private final RedisLink redis;
    private final String buyer;
    private final @Nullable String only;
    private final ArchiveDirectory directory;
    private final Consumer<String> progress;
    private final StreamDirectory streamDirectory;
    private final BuyerOrders ledgers;
    private final Map<String, Archived> archived = new TreeMap<>();
    private final Map<String, String> unread = new TreeMap<>();
    private final Map<String, Long> orders = new TreeMap<>();

    /**
     * @param only the stream in which the buyer is erased; null for all
     * @param directory of the files of archived streams
     * @param progress is told the progress often, as text for people
     */
    public BuyerErasure(
            RedisLink redis,
            String buyer,
            @Nullable String only,
            ArchiveDirectory directory,
            Consumer<String> progress) {
        this.redis = redis;
        this.buyer = buyer;
        this.only = only;
        this.directory = directory;
        this.progress = progress;
        this.streamDirectory = new StreamDirectory(redis);
        this.ledgers = new BuyerOrders(redis, directory, buyer, progress);
    }

    /**
     * What was found, or done.
     *
     * @param streams how many were looked at
     * @param archived those in files that were not looked at, or not erased, each with the reason
     * @param orders the number of the buyer's orders, by stream; only where there are some
     * @param strays names of files in the directory of archives that may have the id, and are of no archived stream
     * @param pseudonym null if nothing was done
     */
    public record Result(
            int streams,
            Map<String, String> archived,
            Map<String, Long> orders,
            List<String> strays,
            @Nullable String pseudonym) {
        /** The number of orders in all streams. */
        public long all() {
            return orders.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Counts the orders of the buyer, and changes nothing. */
    public Future<Result> find() {
        return streams()
                .compose(streams -> (only == null ? Future.<Void>succeededFuture() : ledgers.requireOnlyIn(only))
                        .compose(alone -> each(streams, this::count))
                        .map(done -> result(streams, List.of(), null)));
    }

    private Result result(List<String> streams, List<String> strays, @Nullable Pseudonym pseudonym) {
        return new Result(
                streams.size() - unread.size(),
                Collections.unmodifiableMap(unread),
                Collections.unmodifiableMap(orders),
                strays,
                pseudonym == null ? null : pseudonym.text());
    }

    private Future<Void> count(String stream) {
        StreamKeys keys = new StreamKeys(stream);
        return streamDirectory.archived(keys).compose(file -> {
            Future<Long> counted = ledgers.count(keys, file);
            if (file != null) {
                archived.put(stream, file);
                counted = counted.otherwise(unreadable -> leave(stream, unreadable));
            }
            return counted.map(count -> {
                if (count > 0) {
                    orders.put(stream, count);
                }
                return null;
            });
        });
    }

    /** Goes on without an archived stream. */
    private long leave(String stream, Throwable why) {
        unread.put(stream, String.valueOf(why.getMessage()));
        return 0;
    }

    /** Erases the buyer. */
    public Future<Result> erase(Vertx vertx, InstantSource clock) {
        return new Lease(vertx, redis, ONE_AT_A_TIME)
                .during(() -> PseudonymKey.pseudonym(redis, buyer)
                        .compose(pseudonym -> ArchiveRewrite.alone(directory, () -> eraseInStreams(pseudonym, clock))
                                .compose(strays -> streams()
                                        .compose(streams -> each(
                                                        streams,
                                                        stream -> new ParkedErasure(redis, stream, buyer).run())
                                                .compose(done -> campaigns(pseudonym))
                                                .map(done -> result(streams, strays, pseudonym))))));
    }

    /** Completes with the files that are left over. */
    private Future<List<String>> eraseInStreams(Pseudonym pseudonym, InstantSource clock) {
        return find().compose(found -> each(List.copyOf(orders.keySet()), stream -> erase(stream, pseudonym, clock)))
                .compose(done -> StrayFiles.remove(redis, directory, only));
    }

    private Future<Void> erase(String stream, Pseudonym pseudonym, InstantSource clock) {
        Archived file = archived.get(stream);
        if (file == null) {
            return new StreamErasure(redis, stream, pseudonym, clock, progress)
                    .run()
                    .mapEmpty();
        }
        ArchiveRewrite.Plan plan = new ArchiveRewrite.Plan(redis, directory, new StreamKeys(stream), file);
        return ArchiveErasure.run(plan, pseudonym, clock.millis(), progress).otherwise(failed -> {
            leave(stream, failed);
            orders.remove(stream);
            return null;
        });
    }

    /** A campaign of an archived stream has counted a file that may have the buyer still, or another one. */
    private Future<Void> campaigns(Pseudonym pseudonym) {
        return new CampaignDirectory(redis)
                .ids()
                .compose(ids -> each(ids, id -> {
                    progress.accept("campaign " + id);
                    return CampaignErasure.run(redis, id, buyer, pseudonym.text(), archived.keySet());
                }));
    }

    private Future<List<String>> streams() {
        return streamDirectory
                .ids()
                .map(all -> all.stream()
                        .filter(stream -> only == null || only.equals(stream))
                        .toList());
    }

    static Future<Void> each(List<String> ids, Function<String, Future<Void>> work) {
        Iterator<String> next = ids.iterator();
        return next.hasNext()
                ? Steps.whileTrue(() -> work.apply(next.next()).map(done -> next.hasNext()))
                : Future.succeededFuture();
    }
}
