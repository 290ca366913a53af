package org.livetally.domain.order;

/** The outcome of recording one message. */
public sealed interface Receipt permits Receipt.Recorded, Receipt.Duplicate, Rejection {

    /**
     * The message is in the ledger, and on disk as far as Redis is configured to wait for the disk.
     *
     * @param seq its place in the ledger, {@code <ms>-<n>}
     */
    record Recorded(String seq) implements Receipt {}

    /**
     * The same message was recorded before; nothing was counted.
     *
     * @param seq the place in the ledger that it got when it was recorded
     */
    record Duplicate(String seq) implements Receipt {}
}
