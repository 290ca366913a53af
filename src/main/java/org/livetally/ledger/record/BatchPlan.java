package org.livetally.ledger.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.board.Board;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Return;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.IdState;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.Packing;
import org.livetally.ledger.count.RecordedBatch;
import org.livetally.ledger.record.RecordScript.Before;
import org.livetally.wire.LedgerJson;

/**
 * The changes of a batch, worked out here from what Redis was found to hold ({@link KnownIds}). The messages are judged
 * one after another, each on the state after those before it. {@code record.lua} then applies the plan if everything
 * that it rests on is still true, and otherwise nothing; then a new plan is made.
 *
 * <p>Why in Java: the rules of an order's life stand in one place, money is summed in longs (Lua's numbers are
 * doubles), and each counter is written once a batch, however many orders the batch has. Only a batch with a resent id,
 * a message about an earlier order or one that names its currency costs a second round trip.
 *
 * <p>No script runs for long, whatever was sent, since no stream gets an ack meanwhile. So a plan takes no more
 * messages once it moves {@link #MAX_NAMES} names and minutes.
 */
final class BatchPlan {
    /** Names and minutes after which a plan takes no more messages: Redis reads, adds to and writes some fields of each. */
    static final int MAX_NAMES = 1_000;

    /** Lines of unpaid orders after which it takes no more: so there is a bound to what {@link #namesToCheck} says. */
    static final int MAX_UNPAID_LINES = 4_000;

    private final KnownIds known;
    private final Basis basis;
    private final NameQuota quota;
    /** By the id of an entry, its position in {@link #entries} and in {@link #states}. */
    private final Map<String, Integer> positions = new HashMap<>();

    private final List<Decision> decisions = new ArrayList<>();
    final List<LedgerEntry> entries = new ArrayList<>();
    /** The final state of each entry's id: a later message of the batch may have paid the order. */
    final List<IdState> states = new ArrayList<>();
    /** The newest payments and paid orders: position in {@link #entries}, and the order as it was paid. */
    final List<Paid> paid = new ArrayList<>();
    /** The orders and deals of earlier batches that this one changes. */
    final Map<String, IdState> changed = new LinkedHashMap<>();

    final Tallies tallies = new Tallies();
    final GoodsPlan goods;
    final DealPlan deals = new DealPlan();

    @Nullable
    ShowPlan show;

    private byte @Nullable [] stored;

    final NewOrders orders = new NewOrders();

    /** An order that became paid by the entry at this position. */
    record Paid(int position, Order order) {}

    /** A message's receipt, or the position of the entry whose seq becomes its receipt. */
    private record Decision(@Nullable Receipt receipt, int position, boolean duplicate) {
        static Decision is(Receipt receipt) {
            return new Decision(receipt, -1, false);
        }
    }

    private BatchPlan(KnownIds known, Basis basis, NameQuota quota) {
        this.known = known;
        this.basis = basis;
        this.quota = quota;
        this.goods = new GoodsPlan(known, basis);
    }

    /** Judges the first messages of a batch: all of them, unless they are too much for one run of the script. */
    static BatchPlan of(List<LedgerEntry> batch, KnownIds known, Basis basis) {
        return of(batch, known, basis, NameQuota.NONE);
    }

    /** The same, of a stream that may have as many names as it takes. */
    static BatchPlan of(List<LedgerEntry> batch, KnownIds known, Basis basis, NameQuota quota) {
        BatchPlan plan = new BatchPlan(known, basis, quota);
        Spelling spelling = new Spelling(plan::state, basis);
        for (LedgerEntry sent : batch) {
            LedgerEntry entry = spelling.of(sent);
            if (plan.isFull() || plan.judged() == quota.covered() || !plan.canJudge(entry)) {
                break;
            }
            plan.decisions.add(plan.judge(entry));
        }
        return plan;
    }

    private boolean isFull() {
        return show != null
                || tallies.moved() + deals.size() >= MAX_NAMES
                || orders.mostNames() >= MAX_UNPAID_LINES
                || goods.isFull();
    }

    Basis basis() {
        return basis;
    }

    /** The number of names of a dimension that the script must find room for, at most. */
    int namesToCheck(Dimension dimension) {
        if (quota.isRead()) {
            return 0;
        }
        boolean opens = dimension == Dimension.EXPLANATIONS && show != null && show.opens();
        return tallies.names(dimension) + orders.mostNames() + (opens ? 1 : 0);
    }

    /** The number of messages that were judged, at least one. */
    int judged() {
        return decisions.size();
    }

    private boolean canJudge(LedgerEntry entry) {
        return !(entry.message() instanceof OrderEvent event)
                || positions.containsKey(event.order())
                || known.hasRead(event.order()) && (!(event instanceof Refund) || known.hasReadPaid(event.order()));
    }

    /**
     * The receipts, in the order of the batch.
     *
     * @param seqs the seqs of the entries
     */
    List<Receipt> receipts(List<String> seqs) {
        List<Receipt> receipts = new ArrayList<>(decisions.size());
        for (Decision decision : decisions) {
            if (decision.receipt != null) {
                receipts.add(decision.receipt);
            } else {
                receipts.add(receipt(decision, seqs.get(decision.position)));
            }
        }
        return receipts;
    }

    /** The messages that are recorded, as Redis holds them: one entry of the ledger. */
    byte[] stored() {
        byte[] packed = stored;
        if (packed == null) {
            List<byte[]> messages = new ArrayList<>(entries.size());
            for (LedgerEntry entry : entries) {
                messages.add(entry.json());
            }
            packed = Packing.pack(LedgerJson.array(messages));
            stored = packed;
        }
        return packed;
    }

    /**
     * What whoever counts these messages may take over; null unless all are new orders, and paid.
     *
     * @param last the seq of the last message
     */
    @Nullable
    RecordedBatch batch(Before before, Seq last) {
        if (paid.size() < entries.size() || !changed.isEmpty()) {
            return null;
        }
        RecordedBatch.Buyers buyers =
                new RecordedBatch.Buyers(before.newPairs(), List.copyOf(tallies.buyersWithoutGroup()));
        List<Order> newest = new ArrayList<>(Board.MAX_RECENT);
        for (Paid order : paid.subList(Math.max(0, paid.size() - Board.MAX_RECENT), paid.size())) {
            newest.add(order.order());
        }
        return new RecordedBatch(
                before.newest(),
                last,
                stored(),
                entries.size(),
                basis.zone(),
                basis.countsAll(),
                tallies.withoutBuyers(),
                buyers,
                newest);
    }

    private Receipt receipt(Decision decision, String seq) {
        Message message = entries.get(decision.position).message();
        Map<String, List<Long>> numbers = message instanceof Order order ? order.numbers() : Map.of();
        return decision.duplicate
                ? new Receipt.Duplicate(seq, goods.itemsOf(message.id()).numbers())
                : new Receipt.Recorded(seq, numbers);
    }

    /** The orders of this batch that are still only placed at its end. */
    List<LedgerEntry> placed() {
        List<LedgerEntry> placed = new ArrayList<>(0);
        for (int i = 0; i < entries.size() && orders.hasUnpaid(); i++) {
            if (states.get(i).order() == OrderState.PLACED) {
                placed.add(entries.get(i));
            }
        }
        return placed;
    }

    private Decision judge(LedgerEntry entry) {
        String currency = entry.message().currency();
        if (currency != null && !currency.equals(known.currency())) {
            return Decision.is(
                    Rejection.invalidOrder("currency", Rule.OTHER_CURRENCY.reason(known.currency(), currency)));
        }
        IdState same = state(entry.id());
        if (same != null) {
            return repeated(entry, same);
        }
        if (entry.onlyKnown()) {
            return Decision.is(OrderRejections.AUDIENCE_ID);
        }
        Rejection refusal = known.admission().refusal(entry);
        if (refusal != null) {
            return Decision.is(refusal);
        }
        Message message = entry.message();
        return switch (message.type()) {
            case ORDER -> record(entry, (Order) message);
            case PAYMENT, CANCELLATION, REFUND -> judge(entry, (OrderEvent) message);
            case STOCK -> judge(entry, (StockChange) message);
            case SHOW -> show(entry);
            case DEAL, DELIVERY, DEAL_CANCELLATION -> judge(entry, (DealEvent) message);
            case CATALOGUE, GROUPS, ERASURE, LOSS ->
                throw new IllegalArgumentException("the script that makes the change records it");
        };
    }

    private Decision judge(LedgerEntry entry, OrderEvent event) {
        IdState order = state(event.order());
        if (order == null || order.order() == null) {
            return Decision.is(OrderRejections.UNKNOWN);
        }
        IdState next = order.after(event);
        if (next == null) {
            return Decision.is(OrderRejections.of(event.type(), order));
        }
        return switch (event.type()) {
            case ORDER, STOCK, SHOW, DEAL, DELIVERY, DEAL_CANCELLATION, CATALOGUE, GROUPS, ERASURE, LOSS ->
                throw new IllegalArgumentException("about no order: " + event.type());
            case PAYMENT -> pay(entry, event, next);
            case CANCELLATION -> cancel(entry, event, next);
            case REFUND -> refund(entry, (Refund) event, next);
        };
    }

    private Decision judge(LedgerEntry entry, StockChange change) {
        Rejection rejection = goods.change(change);
        if (rejection != null) {
            return Decision.is(rejection);
        }
        tallies.stock(change.sku(), change.add());
        return record(entry);
    }

    private Decision judge(LedgerEntry entry, DealEvent event) {
        IdState deal = event instanceof Deal ? null : state(event.deal());
        DealProgress before = deal == null ? null : deal.deal();
        IdState after = event instanceof Deal ? entry.state() : deal == null ? null : deal.after(event);
        if (after == null || after.deal() == null) {
            return Decision.is(DealRejections.of(event, before));
        }
        tallies.deal(before, after.deal());
        Decision decision = record(entry);
        if (deal != null) {
            change(event.deal(), after);
        }
        deals.add(entry, decision.position);
        return decision;
    }

    private Decision show(LedgerEntry entry) {
        ShowPlan next = new ShowPlan(entry, basis.onAir(Seq.END));
        if (next.opens() && !quota.hasRoom(Dimension.EXPLANATIONS)) {
            return Decision.is(NameQuota.ofShow());
        }
        show = next;
        return record(entry);
    }

    private Decision repeated(LedgerEntry entry, IdState same) {
        if (same.fingerprint() != entry.fingerprint()) {
            return Decision.is(OrderRejections.CONFLICT);
        }
        return same.seq().isEmpty()
                ? new Decision(null, Objects.requireNonNull(positions.get(entry.id())), true)
                : Decision.is(new Receipt.Duplicate(
                        same.seq(), goods.itemsOf(entry.id()).numbers()));
    }

    private Decision record(LedgerEntry sent, Order ordered) {
        Rejection rejection = goods.check(ordered);
        if (rejection == null) {
            rejection = quota.take(ordered, basis);
        }
        if (rejection != null) {
            return Decision.is(rejection);
        }
        Order order = goods.take(ordered);
        boolean numbered = !order.numbers().isEmpty();
        Decision decision = record(numbered ? sent.withNumbers(order.numbers()) : sent);
        orders.add(sent, order);
        tallies.place(Sale.ofNew(order, basis));
        if (order.paid()) {
            paid.add(new Paid(decision.position, order));
        }
        return decision;
    }

    private Decision pay(LedgerEntry entry, OrderEvent payment, IdState next) {
        Sale sale = sale(payment);
        Decision decision = record(entry);
        Order settled = sale.order().at(payment.at());
        tallies.pay(new Sale(settled, basis, sale.placedAt(), Seq.END));
        paid.add(new Paid(decision.position, settled));
        change(payment.order(), next);
        return decision;
    }

    private Decision cancel(LedgerEntry entry, OrderEvent cancellation, IdState next) {
        Sale sale = sale(cancellation);
        Decision decision = record(entry);
        tallies.cancel(sale);
        goods.giveBack(sale);
        change(cancellation.order(), next);
        return decision;
    }

    private Decision refund(LedgerEntry entry, Refund refund, IdState next) {
        boolean whole = next.refunded() == next.amount();
        if (whole || !refund.lines().isEmpty()) {
            Sale sale = sale(refund);
            Rejection rejection = Returns.check(refund, sale.order(), goods.itemsOf(refund.order()));
            if (rejection != null) {
                return Decision.is(rejection);
            }
            Return back = goods.giveBack(sale, refund, whole);
            tallies.giveBack(sale, back);
        }
        tallies.refund(refund.order(), refund.amount());
        change(refund.order(), next);
        return record(entry);
    }

    /** The order that an event is about, as it was placed. */
    private Sale sale(OrderEvent event) {
        Integer here = positions.get(event.order());
        if (here != null) {
            return Sale.ofNew((Order) entries.get(here).message(), basis);
        }
        Order order =
                known.isPlaced(event.order()) ? known.placed(event.stream(), event.order()) : known.paid(event.order());
        return new Sale(
                order,
                basis,
                Seq.parse(Objects.requireNonNull(state(event.order())).seq()),
                Seq.END);
    }

    private Decision record(LedgerEntry entry) {
        int position = entries.size();
        entries.add(entry);
        states.add(entry.state());
        positions.put(entry.id(), position);
        return new Decision(null, position, false);
    }

    private void change(String id, IdState next) {
        Integer here = positions.get(id);
        if (here == null) {
            changed.put(id, next);
        } else {
            states.set(here, next);
        }
    }

    private @Nullable IdState state(String id) {
        Integer here = positions.get(id);
        if (here != null) {
            return states.get(here);
        }
        IdState next = changed.get(id);
        return next == null ? known.state(id) : next;
    }
}
