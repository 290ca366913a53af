package org.livetally.simulation;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;

/** One message of a producer, who sends it to any node until it is known what became of it. */
final class Errand {
    final Message message;
    /** How often it was sent. */
    int sent;

    private @Nullable Receipt answer;

    Errand(Message message) {
        this.message = message;
    }

    /** Whether nothing is known that holds. */
    boolean isOpen() {
        return answer == null;
    }

    void settle(Receipt receipt) {
        answer = receipt;
    }

    /** Its place in the ledger, as it was acked; null if it was not. */
    @Nullable
    String seq() {
        return seq(answer);
    }

    static @Nullable String seq(@Nullable Receipt receipt) {
        if (receipt instanceof Receipt.Recorded recorded) {
            return recorded.seq();
        }
        return receipt instanceof Receipt.Duplicate duplicate ? duplicate.seq() : null;
    }

    boolean isConflict() {
        return answer instanceof Rejection rejection && rejection.code() == Code.CONFLICT;
    }

    boolean isRejected() {
        return answer instanceof Rejection;
    }

    @Override
    public String toString() {
        return message.type() + " " + message.id() + " of " + message.stream() + ", sent " + sent + " times: " + answer;
    }
}
