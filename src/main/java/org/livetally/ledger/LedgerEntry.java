package org.livetally.ledger;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.stream.Ids;
import org.livetally.wire.LedgerJson;

/**
 * A message in the form of the ledger.
 *
 * @param message with its time filled in
 * @param json its canonical JSON, UTF-8
 * @param fingerprint differs for different content under the same id
 * @param timed whether its sender gave the time; otherwise it is that of receipt, by the clock of a node
 * @param asSent the message with its texts as they were sent; null if these have their normal form
 * @param onlyKnown whether it may be the resend of one that is recorded, but nothing new
 */
public record LedgerEntry(
        Message message,
        byte[] json,
        long fingerprint,
        boolean timed,
        @Nullable LedgerEntry asSent,
        boolean onlyKnown) {
    /**
     * Encodes a message for the ledger. The fingerprint leaves out what is not part of what the producer sent, a time of
     * receipt and numbers: a resend without them must have the same fingerprint.
     *
     * @param receivedAt epoch milliseconds, used if the message has no time; {@link Message#NO_TIME} if nobody knows
     */
    public static LedgerEntry of(Message message, long receivedAt) {
        return of(message, null, receivedAt);
    }

    /**
     * The same of a message whose texts were changed to their normal form.
     *
     * @param sent the message as it was sent; null if nothing was changed
     */
    public static LedgerEntry of(Message message, @Nullable Message sent, long receivedAt) {
        LedgerEntry asSent = sent == null ? null : of(sent, null, receivedAt);
        boolean hasTime = message.at() != Message.NO_TIME;
        Message timed = hasTime ? message : message.at(receivedAt);
        byte[] json = LedgerJson.write(timed);
        byte[] said = hasNumbers(timed) ? LedgerJson.write(withoutNumbers(timed)) : json;
        boolean isAdded = !hasTime && timed.at() != Message.NO_TIME; // a forged ledger may have none at all
        long fingerprint = isAdded ? Fingerprint.withoutTime(said) : Fingerprint.of(said);
        return new LedgerEntry(timed, json, fingerprint, hasTime, asSent, false);
    }

    /** The same order with the numbers that it gets. */
    public LedgerEntry withNumbers(Map<String, List<Long>> numbers) {
        Order numbered = ((Order) message).withNumbers(numbers);
        return new LedgerEntry(numbered, LedgerJson.write(numbered), fingerprint, timed, asSent, onlyKnown);
    }

    /**
     * The same of a producer. Earlier versions took its orders under ids of viewers' orders, which are {@link #onlyKnown} now: the
     * places of these are bounded.
     */
    public LedgerEntry ofProducer() {
        return message instanceof Order && Ids.isOfAudience(id())
                ? new LedgerEntry(message, json, fingerprint, timed, asSent == null ? null : asSent.ofProducer(), true)
                : this;
    }

    private static boolean hasNumbers(Message message) {
        return message instanceof Order order && !order.numbers().isEmpty();
    }

    private static Message withoutNumbers(Message order) {
        return ((Order) order).withNumbers(Map.of());
    }

    public String id() {
        return message.id();
    }

    /** The state of its id once it is recorded. */
    public IdState state() {
        return IdState.of(message, fingerprint);
    }
}
