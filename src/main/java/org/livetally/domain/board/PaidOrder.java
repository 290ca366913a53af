package org.livetally.domain.board;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;

/**
 * A paid order, at the place in the ledger where it became paid.
 *
 * @param seq the seq of the order if it arrived paid, otherwise of its payment
 * @param amount value in minor units
 * @param json the order as the board's {@code recent} shows it; null if it was not read and can only be counted
 * @param placed the seq of the order itself, by which it is found when it is refunded
 */
public record PaidOrder(Seq seq, long amount, @Nullable String json, Seq placed) {
    /** An order that arrived paid. */
    public PaidOrder(Seq seq, long amount, @Nullable String json) {
        this(seq, amount, json, seq);
    }
}
