package org.livetally.erasure;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ArchiveDirectory;
import org.livetally.archive.ArchiveRewrite;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.read.LedgerReader;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.streams.StreamDirectory;

/**
 * The orders of a buyer in the ledger of a stream, which is in Redis or in a file.
 *
 * @param progress is told the progress often, as text for people
 */
record BuyerOrders(RedisLink redis, ArchiveDirectory directory, String buyer, Consumer<String> progress) {

    /** Counts them. @param archived says that the ledger is in a file; null if it is in Redis */
    Future<Long> count(StreamKeys keys, @Nullable Archived archived) {
        long[] read = {0, 0};
        Predicate<Recorded> look = recorded -> {
            if (recorded.message() instanceof Order order
                    && order.buyer() != null
                    && buyer.equals(order.buyer().id())) {
                read[1]++;
            }
            if (++read[0] % 1_000 == 0) {
                progress.accept(String.format("%s: %,d messages of the ledger read", keys.stream(), read[0]));
            }
            return true;
        };
        Future<Void> done = archived == null
                ? LedgerReader.on(redis, keys, Seq.START, look)
                : ArchiveRewrite.read(new ArchiveRewrite.Plan(redis, directory, keys, archived), look);
        return done.map(all -> read[1]);
    }

    /** A buyer of two streams who is erased in one of them would be two buyers for a campaign over both. */
    Future<Void> requireOnlyIn(String only) {
        List<String> others = new ArrayList<>();
        return new StreamDirectory(redis)
                .ids()
                .compose(all -> all.contains(only)
                        ? BuyerErasure.each(
                                all,
                                stream -> stream.equals(only)
                                        ? Future.succeededFuture()
                                        : bought(new StreamKeys(stream)).map(bought -> {
                                            if (bought) {
                                                others.add(stream);
                                            }
                                            return null;
                                        }))
                        : Future.failedFuture("there is no stream " + only))
                .compose(done -> others.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture("the buyer bought in " + String.join(", ", others)
                                + " too, and would be another one there: leave --stream out"));
    }

    private Future<Boolean> bought(StreamKeys keys) {
        return new StreamDirectory(redis)
                .archived(keys)
                .compose(file -> file == null
                        ? redis.send(Request.cmd(Command.SISMEMBER)
                                        .arg(keys.buyers())
                                        .arg(buyer))
                                .map(is -> is.toInteger() == 1)
                        : count(keys, file).map(count -> count > 0));
    }
}
