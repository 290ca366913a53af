package org.livetally.ledger;

import java.util.Locale;
import org.livetally.model.Seq;

/**
 * What Redis knows of a message's id: {@code <seq> <fingerprint> <state>}, for an order followed by its amount and, once some
 * of it was refunded, by that.
 *
 * @param seq its place in the ledger; empty while it is only about to be recorded
 * @param amount value of an order, 0 of other messages; minor units, like {@code refunded}
 */
record IdState(String seq, String fingerprint, State state, long amount, long refunded) {
    private static final int SEQ = 0;
    private static final int FINGERPRINT = 1;
    private static final int STATE = 2;
    private static final int AMOUNT = 3;
    private static final int REFUNDED = 4;

    /** The state of an order; of another message, what it is. */
    enum State {
        PLACED,
        PAID,
        CANCELLED,
        PAYMENT,
        CANCELLATION,
        REFUND;

        private final String text = name().toLowerCase(Locale.ROOT);

        boolean isOrder() {
            return this == PLACED || this == PAID || this == CANCELLED;
        }
    }

    static IdState parse(String value) {
        String[] parts = value.split(" ", -1);
        return new IdState(
                parts[SEQ],
                parts[FINGERPRINT],
                State.valueOf(parts[STATE].toUpperCase(Locale.ROOT)),
                parts.length > AMOUNT ? Long.parseLong(parts[AMOUNT]) : 0,
                parts.length > REFUNDED ? Long.parseLong(parts[REFUNDED]) : 0);
    }

    IdState recordedAt(Seq place) {
        return new IdState(place.toString(), fingerprint, state, amount, refunded);
    }

    IdState is(State next) {
        return new IdState(seq, fingerprint, next, amount, refunded);
    }

    IdState refund(long more) {
        return new IdState(seq, fingerprint, state, amount, refunded + more);
    }

    /** The value behind the seq. */
    String rest() {
        String rest = fingerprint + " " + state.text;
        if (state.isOrder()) {
            rest += " " + amount;
        }
        return refunded == 0 ? rest : rest + " " + refunded;
    }

    /** The whole value. */
    String text() {
        return seq + " " + rest();
    }
}
