package org.livetally.erasure;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.campaigns.CampaignDirectory;
import org.livetally.campaigns.follow.CampaignErasure;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.domain.stream.Ids;
import org.livetally.ledger.count.Steps;
import org.livetally.ledger.read.LedgerReader;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Erases a buyer: in every stream, or in one, and then in the campaigns, which count what the streams say. Whatever kills it, it
 * can run again, and ends as if nothing had happened: a stream is erased at one moment, and campaigns are looked at each time.
 */
public final class BuyerErasure {
    private final RedisLink redis;
    private final String buyer;
    private final @Nullable String only;
    private final Consumer<String> progress;

    /**
     * @param only the stream in which the buyer is erased; null for all
     * @param progress is told the progress often, as text for people
     */
    public BuyerErasure(RedisLink redis, String buyer, @Nullable String only, Consumer<String> progress) {
        this.redis = redis;
        this.buyer = buyer;
        this.only = only;
        this.progress = progress;
    }

    /**
     * What was found, or done.
     *
     * @param streams how many were looked at
     * @param archived those whose ledger is in a file, so that they were not
     * @param orders the number of the buyer's orders, by stream; only where there are some
     * @param pseudonym null if nothing was done
     */
    public record Result(
            int streams,
            List<String> archived,
            Map<String, Long> orders,
            @Nullable String pseudonym) {
        /** The number of orders in all streams. */
        public long all() {
            return orders.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Counts the orders of the buyer, and changes nothing. */
    public Future<Result> find() {
        Map<String, Long> orders = new TreeMap<>();
        List<String> archived = new ArrayList<>();
        return streams()
                .compose(streams -> requireAlone(streams)
                        .compose(alone -> each(
                                streams,
                                stream -> isArchived(stream).compose(is -> {
                                    if (!is) {
                                        return count(stream, orders);
                                    }
                                    archived.add(stream);
                                    return Future.succeededFuture();
                                })))
                        .map(done -> new Result(streams.size() - archived.size(), archived, orders, null)));
    }

    private Future<Boolean> isArchived(String stream) {
        return redis.send(Request.cmd(Command.HEXISTS)
                        .arg(new StreamKeys(stream).settings())
                        .arg("archived"))
                .map(is -> is.toInteger() == 1);
    }

    /** Erases the buyer in all streams that are not archived. */
    public Future<Result> erase(Vertx vertx, InstantSource clock) {
        return new Lease(vertx, redis)
                .during(() -> PseudonymKey.pseudonym(redis, buyer)
                        .compose(pseudonym -> find().compose(found -> each(
                                        List.copyOf(found.orders().keySet()), stream -> erase(stream, pseudonym, clock))
                                .compose(done -> streams())
                                .compose(streams ->
                                        each(streams, stream -> new ParkedErasure(redis, stream, buyer).run()))
                                .compose(done -> campaigns(pseudonym, found.archived()))
                                .map(done -> new Result(
                                        found.streams(), found.archived(), found.orders(), pseudonym.text())))));
    }

    private Future<Void> erase(String stream, Pseudonym pseudonym, InstantSource clock) {
        return new StreamErasure(redis, stream, pseudonym, clock, progress)
                .run()
                .mapEmpty();
    }

    private Future<Void> campaigns(Pseudonym pseudonym, List<String> archived) {
        return new CampaignDirectory(redis)
                .ids()
                .compose(ids -> each(ids, id -> {
                    progress.accept("campaign " + id);
                    return CampaignErasure.run(redis, id, buyer, pseudonym.text(), archived);
                }));
    }

    private Future<List<String>> streams() {
        return all().map(all -> all.stream()
                .filter(stream -> only == null || only.equals(stream))
                .toList());
    }

    private Future<List<String>> all() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.INDEX))
                .map(ids -> ids.stream()
                        .map(Response::toString)
                        .filter(Ids::isStream)
                        .sorted()
                        .toList());
    }

    /** A buyer of two streams who is erased in one of them would be two buyers for a campaign over both. */
    private Future<Void> requireAlone(List<String> streams) {
        if (only == null) {
            return Future.succeededFuture();
        }
        if (streams.isEmpty()) {
            return Future.failedFuture("there is no stream " + only);
        }
        List<String> others = new ArrayList<>();
        return all().compose(all -> each(
                        all,
                        stream -> redis.send(Request.cmd(Command.SISMEMBER)
                                        .arg(new StreamKeys(stream).buyers())
                                        .arg(buyer))
                                .map(is -> {
                                    if (is.toInteger() == 1 && !stream.equals(only)) {
                                        others.add(stream);
                                    }
                                    return null;
                                })))
                .compose(done -> others.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture("the buyer bought in " + String.join(", ", others)
                                + " too, and would be another one there: leave --stream out"));
    }

    private Future<Void> count(String stream, Map<String, Long> orders) {
        long[] read = {0};
        return LedgerReader.on(redis, new StreamKeys(stream), Seq.START, recorded -> {
            if (recorded.message() instanceof Order order
                    && order.buyer() != null
                    && buyer.equals(order.buyer().id())) {
                orders.merge(stream, 1L, Long::sum);
            }
            if (++read[0] % 1_000 == 0) {
                progress.accept(String.format("%s: %,d messages of the ledger read", stream, read[0]));
            }
            return true;
        });
    }

    private static Future<Void> each(List<String> ids, Function<String, Future<Void>> work) {
        Iterator<String> next = ids.iterator();
        return next.hasNext()
                ? Steps.whileTrue(() -> work.apply(next.next()).map(done -> next.hasNext()))
                : Future.succeededFuture();
    }
}
