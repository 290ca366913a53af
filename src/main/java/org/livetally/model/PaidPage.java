package org.livetally.model;

import java.util.List;

/**
 * The orders paid in a stretch of the ledger, oldest first.
 *
 * @param to the last message of the stretch
 * @param more whether the ledger goes on behind it
 * @param orders those whose value reaches what the reader asked for
 */
public record PaidPage(Seq to, boolean more, List<PaidOrder> orders) {
    public PaidPage {
        orders = List.copyOf(orders);
    }
}
