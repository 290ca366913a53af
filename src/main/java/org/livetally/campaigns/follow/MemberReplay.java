package org.livetally.campaigns.follow;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.tally.Return;
import org.livetally.ledger.Recorded;
import org.livetally.wire.ExplanationJson;
import org.livetally.wire.GroupJson;
import org.livetally.wire.ItemsJson;
import org.livetally.wire.LedgerJson;

/**
 * Counts messages of a member for its campaign, in the order of its ledger, with the code that counts orders. What the
 * ledger holds was judged when it was recorded, so it is not judged again.
 */
final class MemberReplay {
    private final Basis basis;
    private final Known known;
    private final MemberMoves moves;

    /**
     * @param basis of the stream, up to the last of the messages at least
     * @param known the orders and deals that the messages are about
     * @param moves receives what they move
     */
    MemberReplay(Basis basis, Known known, MemberMoves moves) {
        this.basis = basis;
        this.known = known;
        this.moves = moves;
    }

    void add(Recorded recorded) {
        Seq seq = recorded.seq();
        switch (recorded.message().type()) {
            case ORDER -> place(seq, (Order) recorded.message());
            case PAYMENT -> pay(seq, (Payment) recorded.message());
            case CANCELLATION -> cancel((Cancellation) recorded.message());
            case REFUND -> refund((Refund) recorded.message());
            case SHOW -> show(seq, (Show) recorded.message());
            case CATALOGUE ->
                ((CatalogueChange) recorded.message())
                        .products()
                        .forEach((sku, entry) -> moves.product(sku, entry.json()));
            case GROUPS ->
                ((GroupsChange) recorded.message())
                        .groups()
                        .forEach((name, group) -> moves.group(name, group == null ? "" : GroupJson.text(group)));
            case DEAL -> deal((Deal) recorded.message());
            case DELIVERY, DEAL_CANCELLATION -> progress((DealEvent) recorded.message());
            case STOCK -> {} // what is left in one stream cannot be bought in another
            case ERASURE -> {} // moves nothing
        }
    }

    private void place(Seq seq, Order order) {
        moves.tallies.place(new Sale(order, basis, seq, seq));
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
        moves.tallies.pay(new Sale(paid, basis, placed.seq(), seq));
        moves.paid(seq, paid);
        moves.closed(payment.order());
    }

    private void cancel(Cancellation cancellation) {
        moves.tallies.cancel(known.order(cancellation.order()).sale(basis));
        moves.closed(cancellation.order());
    }

    private void refund(Refund refund) {
        KnownOrder placed = known.order(refund.order());
        Order order = placed.order();
        Refunded before = known.refunded(refund.order());
        long sum = before.amount() + refund.amount();
        Map<String, Long> back = before.items().comingBack(refund, sum == order.amount(), order.lines());
        moves.tallies.refund(refund.order(), refund.amount());
        Items items = before.items();
        if (!back.isEmpty()) {
            AfterReturn after = items.returning(back);
            moves.tallies.giveBack(placed.sale(basis), new Return(back, refund.restock(), after.freed()));
            items = after.items();
        }
        Refunded now = new Refunded(sum, items);
        known.add(refund.order(), now);
        moves.refunded(refund.order(), now);
    }

    private void deal(Deal deal) {
        moves.tallies.deal(null, DealProgress.of(deal));
        known.deals().put(deal.id(), deal);
    }

    /** What a delivery or a cancellation moves does not depend on what was delivered before. */
    private void progress(DealEvent event) {
        DealProgress made = DealProgress.of(known.deal(event.deal()));
        DealProgress after = made.after(event);
        if (after == null) {
            throw new IllegalStateException(event.id() + " is more than was agreed in " + event.deal());
        }
        moves.tallies.deal(made, after);
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
                moves.tallies.explain(now);
            }
        }
    }

    private void explained(Explanation explanation, @Nullable Long to) {
        moves.explained(explanation.seq(), new String(ExplanationJson.write(explanation, to), StandardCharsets.UTF_8));
    }

    /** An order with its place in the ledger. */
    record KnownOrder(Seq seq, Order order) {
        /** Parses the output of {@link #text}. */
        static KnownOrder parse(String stream, String text) {
            int space = text.indexOf(' ');
            byte[] json = text.substring(space + 1).getBytes(StandardCharsets.UTF_8);
            return new KnownOrder(Seq.parse(text.substring(0, space)), (Order) LedgerJson.read(stream, json));
        }

        /** As Redis holds it. */
        String text() {
            return seq + " " + new String(LedgerJson.write(order), StandardCharsets.UTF_8);
        }

        /** Returns and cancellations are judged as the order was when it was placed. */
        Sale sale(Basis basis) {
            return new Sale(order, basis, seq, seq);
        }
    }

    /**
     * What was refunded of an order so far.
     *
     * @param amount minor units
     * @param items what came back; without numbers, which a campaign does not count
     */
    record Refunded(long amount, Items items) {
        static final Refunded NOTHING = new Refunded(0, Items.NONE);

        /** Parses the output of {@link #text}. */
        static Refunded parse(String text) {
            int space = text.indexOf(' ');
            byte[] items = text.substring(space + 1).getBytes(StandardCharsets.UTF_8);
            return new Refunded(Long.parseLong(text.substring(0, space)), ItemsJson.read(items));
        }

        /** As Redis holds it. */
        String text() {
            return amount + " " + new String(ItemsJson.write(items), StandardCharsets.UTF_8);
        }
    }

    /** The orders and deals that messages are about. */
    record Known(Map<String, KnownOrder> orders, Map<String, Refunded> refunds, Map<String, Deal> deals) {
        Known() {
            this(new HashMap<>(), new HashMap<>(), new HashMap<>());
        }

        /** @throws IllegalStateException if the ledger has an event of a deal that it does not have */
        Deal deal(String id) {
            Deal deal = deals.get(id);
            if (deal == null) {
                throw new IllegalStateException("no deal " + id + " before an event of it");
            }
            return deal;
        }

        /** @throws IllegalStateException if the ledger has an event of an order that it does not have */
        KnownOrder order(String id) {
            KnownOrder order = orders.get(id);
            if (order == null) {
                throw new IllegalStateException("no order " + id + " before an event of it");
            }
            return order;
        }

        Refunded refunded(String id) {
            return Objects.requireNonNullElse(refunds.get(id), Refunded.NOTHING);
        }

        void add(Seq seq, Order order) {
            orders.put(order.id(), new KnownOrder(seq, order));
        }

        /** An order or a deal. */
        void add(Recorded recorded) {
            if (recorded.message() instanceof Deal deal) {
                deals.put(deal.id(), deal);
            } else {
                add(recorded.seq(), (Order) recorded.message());
            }
        }

        void add(String order, Refunded now) {
            refunds.put(order, now);
        }
    }
}
