package org.livetally.ledger.count;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.OnAir.Explanation;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.Items;
import org.livetally.domain.order.Items.AfterReturn;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.CatalogueEntry;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.domain.tally.Return;
import org.livetally.ledger.Recorded;
import org.livetally.wire.ExplanationJson;
import org.livetally.wire.GroupJson;

/**
 * Counts messages of a stream, in the order of its ledger, with the code that counts orders. What the ledger holds was
 * judged when it was recorded, so it is not judged again.
 */
public final class Counting {
    private final Basis basis;
    private final Subjects known;
    private final Moves moves;

    private Counting(Basis basis, Subjects known, Moves moves) {
        this.basis = basis;
        this.known = known;
        this.moves = moves;
    }

    /**
     * Counts messages.
     *
     * @param basis of the stream, up to the last of the messages at least
     * @param known the orders and deals that the messages are about
     * @param moves receives what they move
     */
    public static void count(List<Recorded> messages, Basis basis, Subjects known, Moves moves) {
        Counting counting = new Counting(basis, known, moves);
        messages.forEach(counting::add);
    }

    private void add(Recorded recorded) {
        Seq seq = recorded.seq();
        switch (recorded.message().type()) {
            case ORDER -> place(seq, (Order) recorded.message());
            case PAYMENT -> pay(seq, (Payment) recorded.message());
            case CANCELLATION -> cancel((Cancellation) recorded.message());
            case REFUND -> refund((Refund) recorded.message());
            case SHOW -> show(seq, (Show) recorded.message());
            case CATALOGUE ->
                ((CatalogueChange) recorded.message()).products().forEach((sku, entry) -> product(seq, sku, entry));
            case GROUPS ->
                ((GroupsChange) recorded.message())
                        .groups()
                        .forEach((name, group) -> moves.group(name, group == null ? "" : GroupJson.text(group)));
            case DEAL -> deal((Deal) recorded.message());
            case DELIVERY, DEAL_CANCELLATION -> progress((DealEvent) recorded.message());
            case STOCK -> stock((StockChange) recorded.message());
            case ERASURE, LOSS -> {} // moves nothing
        }
    }

    private void stock(StockChange change) {
        moves.tallies().stock(change.sku(), change.add());
    }

    /** Only the first stock that a catalogue names is what there is. */
    private void product(Seq seq, String sku, CatalogueEntry entry) {
        Long first = entry.stock();
        if (first != null && !basis.facts(sku, seq.minus(1)).tracked()) {
            moves.tallies().stock(sku, first);
        }
        moves.product(sku, entry.json());
    }

    private void place(Seq seq, Order order) {
        moves.tallies().place(new Sale(order, basis, seq, seq));
        if (order.paid()) {
            moves.paid(seq, order);
        } else {
            moves.opened(seq, order);
        }
        known.add(seq, order);
    }

    private void pay(Seq seq, Payment payment) {
        KnownOrder placed = known.order(payment.order());
        Order paid = placed.order().at(payment.at());
        moves.tallies().pay(new Sale(paid, basis, placed.seq(), seq));
        moves.paid(seq, paid);
        moves.closed(payment.order());
    }

    private void cancel(Cancellation cancellation) {
        moves.tallies().cancel(known.order(cancellation.order()).sale(basis));
        moves.closed(cancellation.order());
    }

    private void refund(Refund refund) {
        KnownOrder placed = known.order(refund.order());
        Order order = placed.order();
        Refunded before = known.refunded(refund.order());
        long sum = before.amount() + refund.amount();
        Map<String, Long> back = before.items().comingBack(refund, sum == order.amount(), order.lines());
        moves.tallies().refund(refund.order(), refund.amount());
        Items items = before.items();
        if (!back.isEmpty()) {
            AfterReturn after = items.returning(back);
            moves.tallies().giveBack(placed.sale(basis), new Return(back, refund.restock(), after.freed()));
            items = after.items();
        }
        Refunded now = new Refunded(sum, items);
        known.add(refund.order(), now);
        moves.refunded(refund.order(), now);
    }

    private void deal(Deal deal) {
        moves.tallies().deal(null, DealProgress.of(deal));
        known.deals().put(deal.id(), deal);
    }

    /** What a delivery or a cancellation moves does not depend on what was delivered before. */
    private void progress(DealEvent event) {
        DealProgress made = DealProgress.of(known.deal(event.deal()));
        DealProgress after = made.after(event);
        if (after == null) {
            throw new IllegalStateException(event.id() + " is more than was agreed in " + event.deal());
        }
        moves.tallies().deal(made, after);
    }

    private void show(Seq seq, Show show) {
        if (show.sku() == null) {
            return;
        }
        Explanation before = basis.onAir(seq.minus(1)).explanation();
        if (before != null) {
            explained(before, show.at());
        }
        Explanation now = basis.onAir(seq).explanation();
        if (now != null) {
            explained(now, null);
            if (basis.countsAll()) {
                moves.tallies().explain(now);
            }
        }
    }

    private void explained(Explanation explanation, @Nullable Long to) {
        moves.explained(explanation.seq(), new String(ExplanationJson.write(explanation, to), StandardCharsets.UTF_8));
    }
}
