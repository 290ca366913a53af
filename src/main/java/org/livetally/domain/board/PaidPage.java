package org.livetally.domain.board;

import java.util.List;
import org.livetally.domain.order.Seq;

/**
 * The orders paid in one stretch of the ledger, oldest first.
 *
 * @param to the place of the last message of the stretch
 * @param more whether the ledger continues after it
 * @param orders the orders worth at least what the reader asked for, without those of {@code refunded}
 * @param refunded such orders, of this stretch or before it, whose whole value was paid back in it
 */
public record PaidPage(Seq to, boolean more, List<PaidOrder> orders, List<Refunded> refunded) {
    /** @param placed the seq of the order itself */
    public record Refunded(Seq placed, long amount) {}

    public PaidPage {
        orders = List.copyOf(orders);
        refunded = List.copyOf(refunded);
    }

    /** A stretch without refunds. */
    public PaidPage(Seq to, boolean more, List<PaidOrder> orders) {
        this(to, more, orders, List.of());
    }
}
