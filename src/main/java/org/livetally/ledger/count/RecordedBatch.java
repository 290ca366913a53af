package org.livetally.ledger.count;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Packing;

/**
 * A batch of new orders, all of them paid, with what they were found to move when they were recorded. Counted again, they move the
 * same: the script has refused the batch unless it was judged by all that the ledger said until then.
 *
 * @param before the newest seq of the ledger until then
 * @param last the seq of the last order
 * @param stored the entry of the ledger, as Redis holds it
 * @param orders how many
 * @param zone in which days were counted
 * @param countsAll as {@link Basis#countsAll} says
 * @param tallies without buyers
 * @param newest the last of the orders, oldest first
 */
public record RecordedBatch(
        Seq before,
        Seq last,
        byte[] stored,
        int orders,
        ZoneId zone,
        boolean countsAll,
        Tallies tallies,
        Buyers buyers,
        List<Order> newest) {

    /**
     * Who paid.
     *
     * <p>Whoever has counted the ledger up to the batch has all pairs that are not new: a stream's pairs are written with the entry
     * that has them, and by nothing else, and an erasure takes them out together with a new entry, which the reader must pass.
     *
     * @param newPairs the names that the stream's {@link Tallies#GROUP_BUYERS} did not have
     * @param withoutGroup all without a group
     */
    public record Buyers(List<String> newPairs, List<String> withoutGroup) {}

    /**
     * Whether this is what an entry holds, and stands where this was recorded: then whoever counts it by this basis comes to the
     * same tallies, and those who are not new were counted before.
     *
     * @param after the seq before the entry
     */
    public boolean isOf(Entry entry, Seq after, Basis by) {
        return before.equals(after)
                && last.equals(entry.id())
                && Arrays.equals(stored, entry.stored())
                && zone.equals(by.zone())
                && countsAll == by.countsAll();
    }

    /** How many bytes of JSON the messages have. */
    public int bytes() {
        return Packing.length(stored);
    }
}
