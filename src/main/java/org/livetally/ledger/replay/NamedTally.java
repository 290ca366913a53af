package org.livetally.ledger.replay;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.replay.Slices.Span;

/** A tally with a name: what Redis held of it at some moment, and by how much the ledger moved it until then. */
final class NamedTally {
    @Nullable
    String held;

    /** The seq up to which {@link #sum} is what Redis must hold. */
    Seq until;
    /** The seq of the last moment at which its kind was read. */
    final Seq last;

    long sum;
    boolean moved;
    /** Whether it moved while its kind was read. */
    boolean movedMeanwhile;
    /** The seq of its first move, possibly later; null if it is not in the ledger at all. */
    @Nullable
    Seq first;

    NamedTally(Span read) {
        this.until = read.first();
        this.last = read.last();
    }

    void move(Seq seq, long amount) {
        if (seq.compareTo(until) <= 0) {
            sum += amount;
            moved = true;
        } else if (seq.compareTo(last) <= 0) {
            movedMeanwhile = true;
        }
        first = first == null || seq.compareTo(first) < 0 ? seq : first;
    }
}
