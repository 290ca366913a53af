package org.livetally.ledger.count;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.OrderEvent;

/** The orders and deals that some messages are about, and that are not among these messages. */
final class Mentioned {
    private final Set<String> here = new HashSet<>();
    /** Orders that are paid or cancelled by the messages; they are open until then. */
    final Set<String> open = new LinkedHashSet<>();
    /** Orders of which something is refunded. */
    final Set<String> refunded = new LinkedHashSet<>();
    /** What is only in the ledger. */
    final Set<String> older = new LinkedHashSet<>();

    /** Adds a message; those of a ledger in their order. */
    void add(Message message) {
        switch (message.type()) {
            case ORDER, DEAL -> here.add(message.id());
            case PAYMENT, CANCELLATION -> want(open, ((OrderEvent) message).order());
            case REFUND -> {
                String order = ((OrderEvent) message).order();
                refunded.add(order);
                if (!open.contains(order)) {
                    want(older, order);
                }
            }
            case DELIVERY, DEAL_CANCELLATION -> want(older, ((DealEvent) message).deal());
            case STOCK, SHOW, CATALOGUE, GROUPS, ERASURE, LOSS -> {} // are about nothing else
        }
    }

    private void want(Set<String> among, String id) {
        if (!here.contains(id)) {
            among.add(id);
        }
    }
}
