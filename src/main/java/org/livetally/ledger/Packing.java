package org.livetally.ledger;

import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * How Redis holds the messages of an entry. A batch's messages have nearly all of their JSON in common, and memory is what a
 * stream's orders are limited by; so what is longer than {@value #WORTH_IT} bytes is packed, if that makes it shorter: a fifth of
 * its length for batches of a thousand orders. The rest, and all that earlier versions wrote, stands as it is. Nothing but
 * Redis has the packed form: seals, archives, backups and exports are made of the JSON, byte for byte.
 *
 * <p>Packed, a byte {@value #LZ4} is followed by the length of the JSON, three bytes, and a block of LZ4. JSON begins with
 * '[', so the value itself tells the form; the field of the entry says it too, since earlier versions refuse a field that
 * they don't know.
 *
 * <p>Unpacking is lz4-java's, of which this is plain Java: no native library, no {@code sun.misc.Unsafe}. So damaged bytes can
 * read and write nothing but the two arrays at hand. Packing is ours: see {@link Lz4Packer}.
 */
public final class Packing {
    /** The field of an entry whose value is the JSON itself; then that of a packed one. */
    static final String PLAIN = "messages";

    static final String PACKED = "packed";

    private static final int WORTH_IT = 1_000;
    /**
     * Longer JSON is not packed, and nothing is unpacked to more. A batch ends at half of it.
     */
    static final int MAX_BYTES = 1 << 20;

    private static final byte LZ4 = 1;
    private static final int LENGTH_BITS = 24;
    private static final int HEAD = Integer.BYTES;
    /** A block of LZ4 is at most so many times shorter than what it unpacks to. */
    private static final int MAX_RATIO = 255;

    private static final ThreadLocal<Lz4Packer> PACKER = ThreadLocal.withInitial(Lz4Packer::new);
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.safeInstance().safeDecompressor();

    private Packing() {}

    /** The value for an entry with these messages, a JSON array. */
    public static byte[] pack(byte[] messages) {
        if (messages.length < WORTH_IT || messages.length > MAX_BYTES) {
            return messages;
        }
        byte[] packed = PACKER.get().pack(messages, HEAD);
        if (packed.length >= messages.length) {
            return messages;
        }
        ByteBuffer.wrap(packed).putInt(LZ4 << LENGTH_BITS | messages.length);
        return packed;
    }

    /** How many bytes of JSON a value holds, by what it says. */
    public static int length(byte[] value) {
        return isPacked(value) ? ByteBuffer.wrap(value).getInt() - (LZ4 << LENGTH_BITS) : value.length;
    }

    private static boolean isPacked(byte[] value) {
        return value.length > HEAD && value[0] == LZ4;
    }

    /** The name of the field for a value. */
    public static String field(byte[] value) {
        return value.length > 0 && value[0] == LZ4 ? PACKED : PLAIN;
    }

    /**
     * The messages of a packed entry, byte for byte as they were recorded.
     *
     * @throws IllegalArgumentException if the value is damaged
     */
    public static byte[] unpack(byte[] value) {
        if (!isPacked(value)) {
            throw new IllegalArgumentException("packed messages have another head");
        }
        int length = length(value);
        if (length > Math.min(MAX_BYTES, (long) (value.length - HEAD) * MAX_RATIO)) {
            throw new IllegalArgumentException("packed messages are said to have " + length + " bytes");
        }
        return unpacked(value, length);
    }

    private static byte[] unpacked(byte[] value, int length) {
        byte[] messages = new byte[length];
        int written;
        try {
            written = DECOMPRESSOR.decompress(value, HEAD, value.length - HEAD, messages, 0);
        } catch (LZ4Exception e) {
            throw new IllegalArgumentException("packed messages end before their time, or later", e);
        }
        if (written != length) {
            throw new IllegalArgumentException(
                    "packed messages have " + written + " bytes, where " + length + " are said to be");
        }
        return messages;
    }
}
