package org.livetally.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes blocks of LZ4, by the
 * <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">specification of the format</a>.
 *
 * <p>A batch is packed before it is recorded, so this is on the way of every order. lz4-java makes a table of 16 KB for each
 * block, four times the size of a small batch: with a thousand busy streams that was an eighth of all that an order left to the
 * collector. This one keeps its table and its output from block to block. The places in the table count from the beginning
 * of the first block, so what an earlier block has left is below the beginning of this one, and means nothing: a block is
 * the same whatever was packed before. Nothing but the two arrays is read or written. Not thread-safe.
 */
final class Lz4Packer {
    private static final int MIN_MATCH = Integer.BYTES;
    /** The last bytes of a block are literals. */
    private static final int LAST_LITERALS = 5;
    /** The last match begins at least so many bytes before the end of a block. */
    private static final int LAST_MATCH = 12;

    private static final int MAX_DISTANCE = 0xffff;
    /** The part of a length that the token holds; more follows in bytes. */
    private static final int MAX_NIBBLE = 15;

    private static final int NIBBLE_BITS = 4;
    private static final int MAX_BYTE = 0xff;
    /** What a block may be longer than its bytes, besides one byte for each {@value #MAX_BYTE} of them. */
    private static final int OVERHEAD = 16;

    private static final int TABLE_BITS = 12;
    /** 2^32 divided by the golden ratio: a factor that spreads neighbours over the table. */
    private static final int SPREAD = 0x9e37_79b1;
    /** After each 64 places in a row without a match, one more of them is passed over. */
    private static final int PATIENCE_BITS = 6;

    private static final int TYPICAL_BYTES = 8 * 1_024;
    /** A larger output is not used again. The JSON of a thousand orders takes 200 KB. */
    private static final int MOST_KEPT = 256 * 1_024;

    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** By the hash of four bytes, where they came last, counted from the beginning of the first block. */
    private final int[] table = new int[1 << TABLE_BITS];
    /** Where the next block begins, counted so. A place in the table that was never written is below it. */
    private int next;

    private byte[] out = new byte[TYPICAL_BYTES];
    private int size;

    Lz4Packer() {
        this(1);
    }

    /** @param next where the first block begins, above 0 */
    Lz4Packer(int next) {
        this.next = next;
    }

    /**
     * Packs bytes into a block, which may be a little longer than they are.
     *
     * @param head so many bytes stay free before the block
     * @return the head and the block
     */
    byte[] pack(byte[] bytes, int head) {
        int most = head + bytes.length + bytes.length / MAX_BYTE + OVERHEAD;
        if (out.length < most) {
            out = new byte[most];
        }
        size = head;
        if (next > Integer.MAX_VALUE - bytes.length) {
            Arrays.fill(table, 0);
            next = 1;
        }
        int rest = packMatches(bytes);
        token(bytes.length - rest, 0);
        literals(bytes, rest, bytes.length);
        next += bytes.length;
        byte[] block = Arrays.copyOf(out, size);
        if (out.length > MOST_KEPT) {
            out = new byte[TYPICAL_BYTES];
        }
        return block;
    }

    /** Writes all matches, each with the literals before it; returns where the literals after the last match begin. */
    private int packMatches(byte[] bytes) {
        int last = bytes.length - LAST_MATCH;
        int packed = 0;
        int tries = 1 << PATIENCE_BITS;
        int at = 0;
        while (at <= last) {
            int before = enter(bytes, at);
            if (before < 0 || at - before > MAX_DISTANCE || four(bytes, before) != four(bytes, at)) {
                at += tries++ >>> PATIENCE_BITS;
                continue;
            }
            while (at > packed && before > 0 && bytes[at - 1] == bytes[before - 1]) {
                at--;
                before--;
            }
            int most = bytes.length - LAST_LITERALS - at;
            int differs = Arrays.mismatch(bytes, at, at + most, bytes, before, before + most);
            int length = differs < 0 ? most : differs;
            token(at - packed, length - MIN_MATCH);
            literals(bytes, packed, at);
            distance(at - before);
            rest(length - MIN_MATCH);
            at += length;
            packed = at;
            tries = 1 << PATIENCE_BITS;
            enter(bytes, at - 2); // what comes next often came after the same two bytes
        }
        return packed;
    }

    /** Enters these four bytes in the table; returns where such ones, or others, came before, below 0 if not in this block. */
    private int enter(byte[] bytes, int at) {
        int place = four(bytes, at) * SPREAD >>> Integer.SIZE - TABLE_BITS;
        int before = table[place] - next;
        table[place] = next + at;
        return before;
    }

    private static int four(byte[] bytes, int at) {
        return (int) FOUR_BYTES.get(bytes, at);
    }

    private void token(int literals, int match) {
        out[size++] = (byte) (Math.min(literals, MAX_NIBBLE) << NIBBLE_BITS | Math.min(match, MAX_NIBBLE));
        rest(literals);
    }

    /** What of a length is not in the token. */
    private void rest(int length) {
        if (length >= MAX_NIBBLE) {
            int left = length - MAX_NIBBLE;
            for (; left >= MAX_BYTE; left -= MAX_BYTE) {
                out[size++] = (byte) MAX_BYTE;
            }
            out[size++] = (byte) left;
        }
    }

    private void literals(byte[] bytes, int from, int to) {
        System.arraycopy(bytes, from, out, size, to - from);
        size += to - from;
    }

    private void distance(int distance) {
        out[size++] = (byte) distance;
        out[size++] = (byte) (distance >>> Byte.SIZE);
    }
}
