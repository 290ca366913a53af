package org.livetally.ledger.record;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.IdState;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.read.LedgerReader;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Reads everything that a batch names. Most batches need one question. A second one follows if an order that is
 * cancelled or refunded has numbers, and the ledger itself is read for the lines of orders of which units come back.
 */
final class BatchReading {
    /** Orders that are read from the ledger for one batch; the entry of each may have half a mebibyte. */
    private static final int MAX_FROM_LEDGER = 16;

    private final RedisLink redis;
    private final StreamKeys keys;
    private final List<LedgerEntry> batch;
    private final Basis basis;

    private BatchReading(RedisLink redis, StreamKeys keys, List<LedgerEntry> batch, Basis basis) {
        this.redis = redis;
        this.keys = keys;
        this.batch = new ArrayList<>(batch);
        this.basis = basis;
    }

    /** If the answer's {@link KnownIds#basis} is not that of {@code basis}, it is too little to judge the batch. */
    static Future<KnownIds> read(RedisLink redis, StreamKeys keys, List<LedgerEntry> batch, Basis basis) {
        return new BatchReading(redis, keys, batch, basis).read();
    }

    private Future<KnownIds> read() {
        Question question = Question.of(batch, basis);
        return KnownIds.read(redis, keys, question).compose(known -> {
            if (!known.basis().equals(basis.newest())) {
                return Future.succeededFuture(known);
            }
            Spelling spelling = new Spelling(known::state, basis);
            batch.replaceAll(spelling::of);
            Set<String> freed = numbered(known);
            freed.removeAll(question.numbered().keySet());
            return freed.isEmpty()
                    ? readPaid(known)
                    : KnownIds.read(redis, keys, question.freeing(freed)).compose(this::readPaid);
        });
    }

    /** The products of which earlier orders in this batch have numbers. */
    private Set<String> numbered(KnownIds known) {
        Set<String> skus = new HashSet<>();
        for (LedgerEntry entry : batch) {
            if (entry.message() instanceof OrderEvent event) {
                skus.addAll(known.items(event.order()).numbers().keySet());
            }
        }
        return skus;
    }

    /** Reads the orders of which units come back. */
    private Future<KnownIds> readPaid(KnownIds known) {
        List<Future<?>> reads = new ArrayList<>();
        refunds().forEach((order, refunds) -> {
            IdState state = known.state(order);
            if (state != null && state.order() == OrderState.PAID && isNeeded(state, refunds)) {
                if (reads.size() == MAX_FROM_LEDGER) {
                    known.addUnreadPaid(order);
                } else {
                    reads.add(LedgerReader.at(redis, keys, Seq.parse(state.seq()))
                            .onSuccess(recorded -> known.addPaid((Order) recorded.message())));
                }
            }
        });
        return Future.all(reads).map(known);
    }

    private Map<String, List<Refund>> refunds() {
        Map<String, List<Refund>> refunds = new LinkedHashMap<>();
        for (LedgerEntry entry : batch) {
            if (entry.message() instanceof Refund refund) {
                refunds.computeIfAbsent(refund.order(), any -> new ArrayList<>())
                        .add(refund);
            }
        }
        return refunds;
    }

    private static boolean isNeeded(IdState order, List<Refund> refunds) {
        long sum = order.refunded();
        for (Refund refund : refunds) {
            sum += refund.amount();
            if (!refund.lines().isEmpty() || sum >= order.amount()) {
                return true;
            }
        }
        return false;
    }
}
