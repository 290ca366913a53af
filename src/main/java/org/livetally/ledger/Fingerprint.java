package org.livetally.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.livetally.domain.Sha256;
import org.livetally.wire.LedgerJson;

/** The fingerprint of what a producer sent: the first 64 bits of the SHA-256 of its canonical JSON, as one number. */
public final class Fingerprint {
    /** One per thread: looking up the provider takes longer than hashing an order. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Sha256::digest);

    private Fingerprint() {}

    static long of(byte[] json) {
        return ByteBuffer.wrap(SHA_256.get().digest(json)).getLong();
    }

    /** That of the same message without its time. */
    static long withoutTime(byte[] json) {
        MessageDigest digest = SHA_256.get();
        digest.update(json, 0, LedgerJson.bytesBeforeTime(json));
        digest.update(LedgerJson.END);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** Its form in files: 16 hexadecimal digits, of the first byte first. */
    public static String hex(long fingerprint) {
        return HexFormat.of().toHexDigits(fingerprint);
    }

    /**
     * Parses the output of {@link #hex}.
     *
     * @throws IllegalArgumentException if these are no such digits, or more than 16
     */
    public static long parse(String hex) {
        return HexFormat.fromHexDigitsToLong(hex);
    }
}
