package org.livetally.domain.board;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;

/**
 * How far a stream's ledger has come, and how far it was audited.
 *
 * @param seq the newest message; null without any
 * @param sealed the newest audit; null before the first one
 */
public record BoardLedger(@Nullable Seq seq, @Nullable Sealed sealed) {
    /**
     * An audit, and the seal of the ledger that it read.
     *
     * @param seq the newest message that it read
     * @param sha256 the chain over all entries up to that message, 64 hex digits
     * @param at epoch milliseconds
     * @param differences how many figures differ from the ledger
     */
    public record Sealed(Seq seq, String sha256, long at, long differences) {}
}
