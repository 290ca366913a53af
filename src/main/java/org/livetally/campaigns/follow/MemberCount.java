package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.livetally.campaigns.follow.MemberReading.Page;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.Counting;
import org.livetally.ledger.count.KnownOrder;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.OrdersSoFar;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.ledger.count.RecordedBatch;
import org.livetally.ledger.count.Refunded;
import org.livetally.ledger.count.Steps;
import org.livetally.ledger.count.SubjectReader;

/**
 * Counts what follows in the ledger of a member, page by page, into moves that are written at once. Orders move much the same
 * tallies again and again, so ten thousand of them cost Redis little more than a thousand; while they are read and counted, a
 * page of some thousand stays in the caches of the processor, and what Redis is asked for at once is little.
 *
 * <p>Exact: pages are counted in their order, and what a later page says of an order is judged by what the earlier ones have
 * moved, which the campaign does not hold yet.
 */
final class MemberCount {
    private static final int PAGE_BYTES = 256 << 10;

    private final LedgerSource ledger;
    private final Basis basis;
    private final @Nullable RecentBatches recent;
    private final OrdersSoFar stored;
    private final FreshBuyers fresh;
    private final MemberMoves moves;
    private final Seq upTo;
    private Seq at;
    private long left;
    private int messages;
    private boolean more;

    /**
     * @param recent what was recorded a moment ago; null to count everything anew
     * @param stored what was counted before, and written
     * @param buyers those that need not be written
     * @param after the place after which messages are counted
     * @param upTo the last of them
     * @param bytes of the ledger after which it ends, with a page
     */
    MemberCount(
            LedgerSource ledger,
            Basis basis,
            @Nullable RecentBatches recent,
            OrdersSoFar stored,
            KnownBuyers buyers,
            Seq after,
            Seq upTo,
            int bytes) {
        this.ledger = ledger;
        this.basis = basis;
        this.recent = recent;
        this.stored = stored;
        this.fresh = new FreshBuyers(buyers);
        this.moves = new MemberMoves(ledger.stream(), fresh);
        this.at = after;
        this.upTo = upTo;
        this.left = bytes;
    }

    /** What the messages move. */
    MemberMoves moves() {
        return moves;
    }

    /** What was read. */
    Page page() {
        return new Page(messages, at, more);
    }

    Future<MemberCount> run() {
        return Steps.whileTrue(this::next).map(done -> {
            if (recent != null && !more) {
                recent.want(ledger.stream());
            }
            return this;
        });
    }

    private Future<Boolean> next() {
        return ledger.page(at, upTo, (int) Math.min(left, PAGE_BYTES)).compose(page -> {
            List<RecordedBatch> batches =
                    recent == null ? null : recent.take(ledger.stream(), page.entries(), at, basis);
            if (batches != null) {
                return Future.succeededFuture(add(page, batches));
            }
            List<Recorded> read = new ArrayList<>();
            for (Entry entry : page.entries()) {
                read.addAll(entry.recorded(ledger.stream()));
                left -= entry.messages().length;
            }
            read.removeIf(recorded -> !recorded.seq().isAfter(at));
            if (page.more() && read.isEmpty()) {
                throw new IllegalStateException("a page of " + ledger.stream() + " has nothing after " + at);
            }
            more = page.more();
            return SubjectReader.read(ledger, new MovedOrders(), read).map(known -> {
                Counting.count(read, basis, known, moves);
                fresh.endPage();
                messages += read.size();
                at = read.isEmpty() ? at : read.get(read.size() - 1).seq();
                return more && left > 0;
            });
        });
    }

    /** Adds what was counted when it was recorded. */
    private boolean add(LedgerSource.Page page, List<RecordedBatch> batches) {
        for (RecordedBatch batch : batches) {
            at = batch.last();
            moves.add(batch);
            messages += batch.orders();
            left -= batch.bytes();
        }
        fresh.endPage();
        more = page.more();
        return more && left > 0;
    }

    /** Orders as the pages before have left them; the others as they are stored. */
    private final class MovedOrders implements OrdersSoFar {
        @Override
        public Future<Void> open(String stream, Set<String> orders, Map<String, KnownOrder> known) {
            Set<String> others =
                    others(orders, moves.opened, (order, text) -> known.put(order, KnownOrder.parse(stream, text)));
            return stored.open(stream, others, known);
        }

        @Override
        public Future<Void> refunds(String stream, Set<String> orders, Map<String, Refunded> known) {
            Set<String> others = others(orders, moves.refunds, (order, text) -> known.put(order, Refunded.parse(text)));
            return stored.refunds(stream, others, known);
        }

        /** Takes the orders that moved; returns the others. */
        private Set<String> others(Set<String> orders, Map<String, String> moved, BiConsumer<String, String> take) {
            Set<String> others = new HashSet<>();
            for (String order : orders) {
                String text = moved.get(MemberMoves.name(ledger.stream(), order));
                if (text == null) {
                    others.add(order);
                } else {
                    take.accept(order, text);
                }
            }
            return others;
        }
    }
}
