package org.livetally.ledger.record;

import org.livetally.domain.order.Order;
import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.MessagePack;

/** How many new orders a plan has, and of which time they are: {@code record.lua} checks whether the stream takes them. */
final class NewOrders {
    private int number;
    /** Whether one came without a time: then they can be recorded in a live stream only. */
    private boolean untimed;

    private boolean unpaid;
    /** Of orders that are not paid. */
    private int unpaidLines;

    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    /** @param order as it is recorded */
    void add(LedgerEntry entry, Order order) {
        number++;
        untimed |= !entry.timed();
        unpaid |= !order.paid();
        unpaidLines += order.paid() ? 0 : order.lines().size();
        earliest = Math.min(earliest, entry.message().at());
        latest = Math.max(latest, entry.message().at());
    }

    /**
     * The most names of a dimension that the orders have that are not paid, since no line has more than one. They move no tally
     * yet, but their payments will. Only a bound, since they are looked at one by one where a stream has hardly any room left.
     */
    int mostNames() {
        return unpaidLines;
    }

    /** Whether one was not paid when it was placed. */
    boolean hasUnpaid() {
        return unpaid;
    }

    /** Adds their number, and the earliest and the latest of their times. */
    void addTo(MessagePack out) {
        out.number(number);
        if (number == 0 || untimed) {
            out.text("").text("");
        } else {
            out.number(earliest).number(latest);
        }
    }
}
