package org.livetally.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Sha256;

/**
 * What a ledger's entries come to, as a SHA-256: after each entry
 *
 * <pre>h = SHA-256(h before ‖ the entry's id ‖ '\n' ‖ its messages ‖ '\n')</pre>
 *
 * which begins with 32 zero bytes. So two ledgers with the same value have the same entries, byte for byte, and a value of
 * an earlier entry proves that a ledger begins as it did then. Immutable.
 */
public final class Chain {
    private static final int BYTES = 32;
    private static final byte END = '\n';
    private static final Chain START = new Chain(new byte[BYTES]);
    /** One per thread: looking up the provider takes longer than hashing an entry. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Sha256::digest);

    private final byte[] value;

    private Chain(byte[] value) {
        this.value = value;
    }

    /** Before the first entry. */
    public static Chain start() {
        return START;
    }

    /**
     * A value that was written down.
     *
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException if it has another form
     */
    public static Chain of(String hex) {
        byte[] value = HexFormat.of().parseHex(hex);
        if (value.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits: " + hex);
        }
        return new Chain(value);
    }

    /** The value after one more entry. */
    public Chain plus(Entry entry) {
        MessageDigest digest = SHA_256.get();
        digest.update(value);
        digest.update(entry.id().toString().getBytes(StandardCharsets.US_ASCII));
        digest.update(END);
        digest.update(entry.messages());
        digest.update(END);
        return new Chain(digest.digest());
    }

    /** In 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Chain chain && MessageDigest.isEqual(value, chain.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
