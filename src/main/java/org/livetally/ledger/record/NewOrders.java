package org.livetally.ledger.record;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.ScriptCall;

/** How many new orders a plan has, and of which time they are: {@code record.lua} checks whether the stream takes them. */
final class NewOrders {
    private int number;
    /** Whether one came without a time: then they can be recorded in a live stream only. */
    private boolean untimed;

    private boolean unpaid;
    /** Of orders that are not paid. */
    private final Map<Dimension, Set<String>> names = new EnumMap<>(Dimension.class);

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

    /** Notes the names of an order that is not paid: it moves no tally of theirs yet, but its payment will. */
    void addNames(Sale sale) {
        for (Dimension dimension : Dimension.values()) {
            dimension.eachName(sale, names.computeIfAbsent(dimension, none -> new HashSet<>())::add);
        }
    }

    /** How many names of a dimension the orders have that are not paid. */
    int names(Dimension dimension) {
        return names.getOrDefault(dimension, Set.of()).size();
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
