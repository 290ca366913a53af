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
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.IdState;
import org.livetally.ledger.LedgerEntry;

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
    /** Names and minutes after which a plan takes no more messages: each of them costs Redis several commands. */
    static final int MAX_NAMES = 500;

    private static final String NOT_ABOUT_AN_ORDER = "this message is about no order";

    private final KnownIds known;
    private final Basis basis;
    /** The states of the ids that this batch records or changes. */
    private final Map<String, IdState> after = new HashMap<>();

    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, Order> placedHere = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    final List<LedgerEntry> entries = new ArrayList<>();
    /** The newest payments and paid orders: position in {@link #entries}, and the order as it was paid. */
    final List<Paid> paid = new ArrayList<>();
    /** The orders of earlier batches that this one changes. */
    final Map<String, IdState> changed = new LinkedHashMap<>();

    final Tallies tallies = new Tallies();
    int orders;

    /** An order that became paid by the entry at this position. */
    record Paid(int position, Order order) {}

    /** A message's receipt, or the position of the entry whose seq becomes its receipt. */
    private record Decision(@Nullable Receipt receipt, int position, boolean duplicate) {
        static Decision is(Receipt receipt) {
            return new Decision(receipt, -1, false);
        }
    }

    private BatchPlan(KnownIds known, Basis basis) {
        this.known = known;
        this.basis = basis;
    }

    /** Judges the first messages of a batch: all of them, unless they are too much for one run of the script. */
    static BatchPlan of(List<LedgerEntry> batch, KnownIds known, Basis basis) {
        BatchPlan plan = new BatchPlan(known, basis);
        for (LedgerEntry entry : batch) {
            if (plan.tallies.moved() >= MAX_NAMES || !plan.canJudge(entry)) {
                break;
            }
            plan.decisions.add(plan.judge(entry));
        }
        return plan;
    }

    /** The number of messages that were judged, at least one. */
    int judged() {
        return decisions.size();
    }

    private boolean canJudge(LedgerEntry entry) {
        return !(entry.message() instanceof OrderEvent event)
                || placedHere.containsKey(event.order())
                || known.hasRead(event.order());
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
                String seq = seqs.get(decision.position);
                receipts.add(decision.duplicate ? new Receipt.Duplicate(seq) : new Receipt.Recorded(seq));
            }
        }
        return receipts;
    }

    /** The final state of an entry's id: a later message of the batch may have paid the order. */
    IdState stateOf(LedgerEntry entry) {
        return Objects.requireNonNull(after.get(entry.id()));
    }

    /** Whether an order of this batch is still only placed at its end. */
    boolean staysPlaced(LedgerEntry entry) {
        return stateOf(entry).order() == OrderState.PLACED;
    }

    /** Whether the message is an order that is new in this batch, or has the id of one. */
    boolean isNewOrder(LedgerEntry entry) {
        return entry.message().type() == MessageType.ORDER && positions.containsKey(entry.id());
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
        Message message = entry.message();
        return switch (message.type()) {
            case ORDER -> record(entry, (Order) message);
            case PAYMENT, CANCELLATION, REFUND -> judge(entry, (OrderEvent) message);
            case STOCK, SHOW, CATALOGUE, GROUPS ->
                throw new IllegalArgumentException("not judged yet: " + message.type());
        };
    }

    private Decision judge(LedgerEntry entry, OrderEvent event) {
        IdState order = state(event.order());
        if (order == null || order.order() == null) {
            return Decision.is(new Rejection(Code.UNKNOWN_ORDER, "order", Rule.NO_ORDER.reason()));
        }
        IdState next = order.after(event);
        return next == null ? Decision.is(rejection(event.type(), order)) : record(entry, event, next);
    }

    private Decision repeated(LedgerEntry entry, IdState same) {
        if (!same.fingerprint().equals(entry.fingerprint())) {
            return Decision.is(new Rejection(Code.CONFLICT, "id", Rule.RECORDED_OTHERWISE.reason()));
        }
        return same.seq().isEmpty()
                ? new Decision(null, Objects.requireNonNull(positions.get(entry.id())), true)
                : Decision.is(new Receipt.Duplicate(same.seq()));
    }

    private static Rejection rejection(MessageType type, IdState order) {
        boolean paid = order.order() == OrderState.PAID;
        Rule now = paid ? Rule.ORDER_PAID : Rule.ORDER_CANCELLED;
        return switch (type) {
            case ORDER, STOCK, SHOW, CATALOGUE, GROUPS -> throw new IllegalArgumentException(NOT_ABOUT_AN_ORDER);
            case PAYMENT -> new Rejection(Code.NOT_PAYABLE, "order", now.reason());
            case CANCELLATION ->
                new Rejection(Code.NOT_CANCELLABLE, "order", (paid ? Rule.ORDER_PAID_REFUND : now).reason());
            case REFUND -> new Rejection(Code.NOT_REFUNDABLE, "amount", notRefundable(order));
        };
    }

    private static Reason notRefundable(IdState order) {
        return order.order() == OrderState.PAID
                ? Rule.REFUND_LIMIT.reason(order.amount() - order.refunded())
                : Rule.ORDER_UNPAID.reason();
    }

    private Decision record(LedgerEntry entry, Order order) {
        Decision decision = record(entry);
        orders++;
        tallies.place(Sale.ofNew(order, basis));
        if (order.paid()) {
            paid.add(new Paid(decision.position, order));
        } else {
            placedHere.put(order.id(), order);
        }
        return decision;
    }

    private Decision record(LedgerEntry entry, OrderEvent event, IdState next) {
        Decision decision = record(entry);
        switch (event.type()) {
            case ORDER, STOCK, SHOW, CATALOGUE, GROUPS -> throw new IllegalArgumentException(NOT_ABOUT_AN_ORDER);
            case PAYMENT -> {
                Order settled = placed(event).at(event.at());
                tallies.pay(Sale.ofNew(settled, basis));
                paid.add(new Paid(decision.position, settled));
            }
            case CANCELLATION -> tallies.cancel(Sale.ofNew(placed(event), basis));
            case REFUND -> tallies.refund(event.order(), ((Refund) event).amount());
        }
        change(event.order(), next);
        return decision;
    }

    private Order placed(OrderEvent event) {
        Order here = placedHere.get(event.order());
        return here == null ? known.placed(event.stream(), event.order()) : here;
    }

    private Decision record(LedgerEntry entry) {
        entries.add(entry);
        after.put(entry.id(), entry.state());
        positions.put(entry.id(), entries.size() - 1);
        return new Decision(null, entries.size() - 1, false);
    }

    private void change(String order, IdState next) {
        after.put(order, next);
        if (!next.seq().isEmpty()) {
            changed.put(order, next);
        }
    }

    private @Nullable IdState state(String id) {
        IdState here = after.get(id);
        return here == null ? known.state(id) : here;
    }
}
