package org.livetally.ledger.record;

import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.ScriptCall;

/** How many new orders a plan has, and of which time they are: {@code record.lua} checks whether the stream takes them. */
final class NewOrders {
    private int number;
    /** Whether one came without a time: then they can be recorded in a live stream only. */
    private boolean untimed;

    private boolean unpaid;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    /** @param paid whether it was paid when it was placed */
    void add(LedgerEntry order, boolean paid) {
        number++;
        untimed |= !order.timed();
        unpaid |= !paid;
        earliest = Math.min(earliest, order.message().at());
        latest = Math.max(latest, order.message().at());
    }

    /** Whether one was not paid when it was placed. */
    boolean hasUnpaid() {
        return unpaid;
    }

    /** Adds their number as an argument. */
    void addNumber(ScriptCall call) {
        call.arg(number);
    }

    /** Adds the earliest and the latest of their times. */
    void addTimes(ScriptCall call) {
        if (number == 0 || untimed) {
            call.arg("").arg("");
        } else {
            call.arg(earliest).arg(latest);
        }
    }
}
