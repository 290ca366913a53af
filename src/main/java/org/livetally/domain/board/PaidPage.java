package org.livetally.domain.board;

import java.util.List;
import org.livetally.domain.order.Seq;

/**
 * The orders paid in one stretch of the ledger, oldest first.
 *
 * @param to the place of the last message of the stretch
 * @param more whether the ledger continues after it
 * @param orders the orders worth at least what the reader asked for
 */
public record PaidPage(Seq to, boolean more, List<PaidOrder> orders) {
    public PaidPage {
        orders = List.copyOf(orders);
    }
}
