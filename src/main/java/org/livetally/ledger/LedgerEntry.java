package org.livetally.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.livetally.model.Order;

/**
 * An order as the ledger keeps it.
 *
 * @param order with its time filled in
 * @param json its canonical JSON, UTF-8
 * @param fingerprint tells the same content from other content under the same id
 */
record LedgerEntry(Order order, byte[] json, String fingerprint) {
    private static final int FINGERPRINT_BYTES = 8;

    /** The value in {@code ids} behind the seq: {@code <fingerprint> <state> <amount>}. */
    String state() {
        return fingerprint + (order.paid() ? " paid " : " placed ") + order.amount();
    }

    /**
     * Encodes an order for the ledger. A time of receipt is not part of what the producer said: the same message, sent
     * again later, must have the same fingerprint.
     *
     * @param receivedAt epoch milliseconds, used where the order has no time
     */
    static LedgerEntry of(Order order, long receivedAt) {
        byte[] said = LedgerJson.write(order);
        if (order.at() != Order.NO_TIME) {
            return new LedgerEntry(order, said, fingerprint(said));
        }
        Order timed = withTime(order, receivedAt);
        return new LedgerEntry(timed, LedgerJson.write(timed), fingerprint(said));
    }

    private static Order withTime(Order order, long at) {
        return new Order(order.id(), order.stream(), order.channel(), order.buyer(), order.lines(), order.paid(), at);
    }

    private static String fingerprint(byte[] json) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
