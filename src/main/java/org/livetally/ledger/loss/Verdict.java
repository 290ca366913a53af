package org.livetally.ledger.loss;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;

/**
 * What a look at Redis says of one stream. It can show more than the answers to other questions: also a loss that is hidden
 * behind what nodes without knowledge of it have recorded since, and that a loss has ended.
 */
enum Verdict {
    /** Nothing is missed that was not before; what is missed still may be. */
    UNCHANGED,
    /** Redis has less than it must. */
    LESS,
    /** It has as much, but not the message that was looked for. */
    HIDDEN,
    /** It has again all that this node missed. */
    BACK,
    /** What this node missed was accepted. */
    ACCEPTED,
    /** It was lost and accepted before this node had seen it. */
    ACCEPTED_UNSEEN,
    /** A loss was accepted of a stream that is gone, and nothing was acked here that is. */
    ACCEPTED_WHOLE,
    /** It was accepted on another node, for less than this node has acked: then it must be accepted here, too. */
    ACCEPTED_FOR_LESS;

    /**
     * Compares what Redis has with what it must have.
     *
     * @param asked something is known of this stream
     * @param known what is remembered of it now
     * @param missed what this node misses of it already; null if nothing
     */
    static Verdict of(AckMemory.Asked asked, LedgerLook look, AckedStream known, @Nullable Loss missed) {
        boolean isMissed = missed != null;
        boolean less = asked.isMoreThan(look.exists(), look.last());
        AckedStream.@Nullable Acked witness = asked.witness;
        boolean hasAll = !less && look.knowsWitness() && (witness == null || known.isLast(witness));
        boolean isBack = hasAll && witness != null; // without one, it may be what was accepted
        Seq given = missed == null ? asked.newest() : missed.newest(); // more may have been acked since it was accepted
        boolean isAccepted = !isMissed || !isBack && known.isNew(look.accepted(), given);
        if (isAccepted && look.accepted().compareTo(given) >= 0) {
            return accepted(look, isMissed);
        }
        if (isMissed && isAccepted) {
            return ACCEPTED_FOR_LESS;
        }
        if (!isMissed && !less && !look.knowsWitness() && witness != null && isGivenUp(witness, look, known)) {
            return ACCEPTED_UNSEEN; // and more was acked since
        }
        if (less) {
            return LESS;
        }
        if (!look.knowsWitness()) {
            return HIDDEN;
        }
        return hasAll && isMissed && asked.isLost() ? BACK : UNCHANGED;
    }

    /** Whether a loss was accepted that this message was a part of. What was acked later is looked for on. */
    private static boolean isGivenUp(AckedStream.Acked message, LedgerLook look, AckedStream known) {
        Seq seq = Seq.parse(message.seq());
        return look.accepted().compareTo(seq) > 0 && known.isNew(look.accepted(), seq);
    }

    /** Whether something is missing that is not given up. */
    boolean isLoss() {
        return this == LESS || this == HIDDEN;
    }

    /** Whether a loss ended here, so that nothing of before has to be looked for. */
    boolean settles() {
        return this == ACCEPTED || this == ACCEPTED_UNSEEN || this == ACCEPTED_WHOLE;
    }

    private static Verdict accepted(LedgerLook look, boolean isMissed) {
        if (isMissed) {
            return ACCEPTED;
        }
        if (!look.knowsWitness()) {
            return ACCEPTED_UNSEEN;
        }
        return look.exists() ? UNCHANGED : ACCEPTED_WHOLE;
    }
}
