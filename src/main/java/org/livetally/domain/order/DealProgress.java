package org.livetally.domain.order;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.Delivery;
import org.livetally.domain.order.DealEvent.Terms;

/**
 * How far a deal has come. Amounts are in minor units.
 *
 * @param amount its value
 * @param delivered the value of its deliveries so far
 * @param qty how much was agreed; 0 if it is not said
 * @param deliveredQty how much of it was delivered so far, as far as deliveries say it
 * @param income what the makers get of it
 */
public record DealProgress(DealState state, long amount, long delivered, long qty, long deliveredQty, long income) {

    /** A new deal. */
    public static DealProgress of(Deal deal) {
        Terms terms = deal.terms();
        return new DealProgress(
                DealState.first(deal.kind()), terms.amount(), 0, orZero(terms.qty()), 0, orZero(terms.income()));
    }

    /** Whether anything was delivered. */
    public boolean isDelivered() {
        return delivered > 0 || deliveredQty > 0;
    }

    /**
     * What it is after a message about it; null if it does not allow that message: deliveries stay within what was
     * agreed, and what was delivered cannot be called off.
     */
    public @Nullable DealProgress after(DealEvent event) {
        DealState next = state.after(event.type());
        if (next == null) {
            return null;
        }
        if (event instanceof Delivery delivery) {
            return deliver(next, delivery);
        }
        return isDelivered() ? null : new DealProgress(next, amount, delivered, qty, deliveredQty, income);
    }

    private @Nullable DealProgress deliver(DealState next, Delivery delivery) {
        long all = delivered + delivery.amount();
        long allQty = deliveredQty + orZero(delivery.qty());
        boolean within = all <= amount && (qty == 0 || allQty <= qty);
        return within ? new DealProgress(next, amount, all, qty, allQty, income) : null;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
