package org.livetally.domain.order;

import java.util.List;
import java.util.Map;

/** The outcome of recording one message. */
public sealed interface Receipt permits Receipt.Recorded, Receipt.Duplicate, Receipt.Counted, Rejection {

    /**
     * The message is in the ledger, and on disk as far as Redis is configured to wait for the disk.
     *
     * @param seq its place in the ledger, {@code <ms>-<n>}
     * @param numbers sku to the numbers that an order got; empty if it got none
     */
    record Recorded(String seq, Map<String, List<Long>> numbers) implements Receipt {
        /** A message that got no numbers. */
        public Recorded(String seq) {
            this(seq, Map.of());
        }
    }

    /**
     * The same message was recorded before; nothing was counted.
     *
     * @param seq the place in the ledger that it got when it was recorded
     * @param numbers sku to the numbers that an order still has; empty if it has none
     */
    record Duplicate(String seq, Map<String, List<Long>> numbers) implements Receipt {
        /** A message that has no numbers. */
        public Duplicate(String seq) {
            this(seq, Map.of());
        }
    }

    /**
     * A total of likes was compared with those before it.
     *
     * @param source who has counted them
     * @param likes the highest total of the source, which is what counts of it
     * @param grown whether this total is higher than those before it
     */
    record Counted(String source, long likes, boolean grown) implements Receipt {}
}
