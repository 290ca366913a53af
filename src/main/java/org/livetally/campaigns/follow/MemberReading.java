package org.livetally.campaigns.follow;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;

/**
 * What was read of a member.
 *
 * @param from the cursor before; null if nothing was followed yet
 * @param state null if Redis has no such stream
 * @param page the messages after the cursor
 */
record MemberReading(
        String stream, @Nullable Cursor from, @Nullable MemberState state, Page page, MemberMoves moves) {
    /**
     * Some messages.
     *
     * @param messages how many
     * @param last the seq of the last one
     * @param more whether more may follow
     */
    record Page(int messages, Seq last, boolean more) {}

    private static final Page NOTHING = new Page(0, Seq.START, false);

    /** A member whose ledger has nothing new. */
    static MemberReading ofState(String stream, @Nullable Cursor from, @Nullable MemberState state) {
        return new MemberReading(stream, from, state, NOTHING, new MemberMoves(stream));
    }

    /** Whether messages that were counted may be gone: the ledger is behind the cursor, or was and a loss was accepted. */
    static boolean isLost(@Nullable Cursor from, MemberState state) {
        return from != null && (from.seq().isAfter(state.last()) || !Objects.equals(from.accepted(), state.accepted()));
    }

    /** Whether the ledger has less than was counted, and nobody has accepted that. */
    boolean isBehind() {
        return from != null && state != null && from.seq().isAfter(state.last());
    }

    /** Whether a loss was accepted since messages were counted. */
    boolean isLossAccepted() {
        return state != null && !isBehind() && isLost(from, state);
    }

    /** The cursor after the messages of the page. */
    Cursor to() {
        MemberState now = Objects.requireNonNull(state);
        Seq counted = from == null ? Seq.START : from.seq();
        Seq read = page.more() ? page.last() : now.last();
        return new Cursor(read.isAfter(counted) ? read : counted, now.accepted());
    }
}
