package org.livetally.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.livetally.model.OrderMessage;
import org.livetally.wire.LedgerJson;

/**
 * A message as the ledger keeps it.
 *
 * @param message with its time filled in
 * @param json its canonical JSON, UTF-8
 * @param fingerprint tells the same content from other content under the same id
 */
record LedgerEntry(OrderMessage message, byte[] json, String fingerprint) {
    private static final int FINGERPRINT_BYTES = 8;
    /** One a thread: to find the provider takes longer than to hash an order. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(LedgerEntry::sha256);

    /**
     * Encodes a message for the ledger. A time of receipt is not part of what the producer said: the same message, sent
     * again later, must have the same fingerprint.
     *
     * @param receivedAt epoch milliseconds, used where the message has no time
     */
    static LedgerEntry of(OrderMessage message, long receivedAt) {
        byte[] said = LedgerJson.write(message);
        if (message.at() != OrderMessage.NO_TIME) {
            return new LedgerEntry(message, said, fingerprint(said));
        }
        OrderMessage timed = message.at(receivedAt);
        return new LedgerEntry(timed, LedgerJson.write(timed), fingerprint(said));
    }

    String id() {
        return message.id();
    }

    /** What its id is known as once it is recorded. */
    IdState state() {
        return IdState.of(message, fingerprint);
    }

    private static String fingerprint(byte[] json) {
        return HexFormat.of().formatHex(SHA_256.get().digest(json), 0, FINGERPRINT_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
