package org.livetally.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Blocks of LZ4, as its block format has them: runs of literals, each but the last followed by a copy of bytes before. Written
 * here, since it takes a page, and since Redis' scripts must read the same ({@code part_entry.lua}); with the checks of arrays,
 * so that no bytes, however damaged, read or write anything else.
 */
final class Lz4 {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MIN_MATCH = 4;
    private static final int MAX_DISTANCE = 0xffff;
    /** The format wants the last bytes as literals, and no match to begin among the last twelve. */
    private static final int LAST_LITERALS = 5;

    private static final int LAST_MATCH = 12;
    /** A length in a token that further bytes continue. */
    private static final int MORE = 15;

    private static final int FULL = 0xff;
    /** A block is at most so many times shorter than what it unpacks to. */
    static final int MAX_RATIO = FULL;

    /** Of five bytes: those of four find shorter copies, and more of them. */
    private static final long HASH = 0x9e3779b185ebca87L;

    private static final int HASHED_BITS = 40;
    private static final int MAX_HASH_BITS = 13;
    /** After so many places without a match, two are passed at a time, and so on: what does not repeat costs little. */
    private static final int PATIENCE_BITS = 6;

    private final byte[] from;
    private final byte[] to;
    private int read;
    private int written;

    private Lz4(byte[] from, int read, byte[] to, int written) {
        this.from = from;
        this.read = read;
        this.to = to;
        this.written = written;
    }

    /** Packs bytes behind the first {@code head} ones of the result, which are left at zero. */
    static byte[] pack(byte[] bytes, int head) {
        int most = head + bytes.length + bytes.length / FULL + MORE + 1;
        Lz4 block = new Lz4(bytes, 0, new byte[most], head);
        block.pack();
        return Arrays.copyOf(block.to, block.written);
    }

    private void pack() {
        int bits = Math.min(MAX_HASH_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(from.length));
        int shift = Long.SIZE - bits;
        int[] places = new int[1 << bits];
        int last = from.length - LAST_MATCH;
        int at = 1;
        int passed = 1 << PATIENCE_BITS;
        while (at <= last) {
            long start = (long) LONG.get(from, at);
            int slot = slot(start, shift);
            int earlier = places[slot];
            places[slot] = at;
            if (at - earlier > MAX_DISTANCE || (int) INT.get(from, earlier) != (int) start) {
                at += passed++ >>> PATIENCE_BITS;
                continue;
            }
            at = copy(at, earlier);
            if (at <= last) {
                places[slot((long) LONG.get(from, at - 2), shift)] = at - 2;
            }
            passed = 1 << PATIENCE_BITS;
        }
        token(from.length - read, 0);
        literals(from.length - read);
    }

    private static int slot(long bytes, int shift) {
        return (int) ((bytes << Long.SIZE - HASHED_BITS) * HASH >>> shift);
    }

    /** Writes what two places have in common, and the literals before it; returns where it ends. */
    private int copy(int place, int same) {
        int at = place;
        int earlier = same;
        while (at > read && earlier > 0 && from[at - 1] == from[earlier - 1]) {
            at--;
            earlier--;
        }
        int end = end(place + MIN_MATCH, same + MIN_MATCH);
        token(at - read, end - at - MIN_MATCH);
        literals(at - read);
        to[written++] = (byte) (at - earlier);
        to[written++] = (byte) (at - earlier >>> Byte.SIZE);
        more(end - at - MIN_MATCH);
        read = end;
        return end;
    }

    /** How far two places go on alike. */
    private int end(int place, int same) {
        int last = from.length - LAST_LITERALS;
        int at = place;
        int distance = place - same;
        while (at + Long.BYTES <= last) {
            long different = (long) LONG.get(from, at) ^ (long) LONG.get(from, at - distance);
            if (different != 0) {
                return at + (Long.numberOfTrailingZeros(different) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < last && from[at] == from[at - distance]) {
            at++;
        }
        return at;
    }

    private void token(int literals, int copied) {
        to[written++] = (byte) (Math.min(literals, MORE) << 4 | Math.min(copied, MORE));
        more(literals);
    }

    private void more(int length) {
        if (length >= MORE) {
            int left = length - MORE;
            while (left >= FULL) {
                to[written++] = (byte) FULL;
                left -= FULL;
            }
            to[written++] = (byte) left;
        }
    }

    private void literals(int length) {
        System.arraycopy(from, read, to, written, length);
        read += length;
        written += length;
    }

    /**
     * Unpacks a block.
     *
     * @param from where it begins
     * @param length of what it unpacks to
     * @throws IllegalArgumentException if it is none of that length
     */
    static byte[] unpack(byte[] packed, int from, int length) {
        Lz4 block = new Lz4(packed, from, new byte[length], 0);
        try {
            block.unpack();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a block ends before its time, or later", e);
        }
        if (block.written != length) {
            throw new IllegalArgumentException(
                    "a block has " + block.written + " bytes, where " + length + " are said to be");
        }
        return block.to;
    }

    private void unpack() {
        while (true) {
            int token = from[read++] & FULL;
            literals(length(token >>> 4));
            if (read == from.length) {
                return;
            }
            int distance = from[read] & FULL | (from[read + 1] & FULL) << Byte.SIZE;
            read += 2;
            again(distance, length(token & MORE) + MIN_MATCH);
        }
    }

    private int length(int begun) {
        int length = begun;
        if (begun == MORE) {
            int more;
            do {
                more = from[read++] & FULL;
                length += more;
            } while (more == FULL);
        }
        return length;
    }

    /** Writes bytes once more that may still be among those that are written now. */
    private void again(int distance, int length) {
        int earlier = written - distance;
        if (distance == 0 || earlier < 0) {
            throw new IndexOutOfBoundsException(earlier);
        }
        if (distance >= length) {
            System.arraycopy(to, earlier, to, written, length);
        } else {
            for (int i = 0; i < length; i++) {
                to[written + i] = to[earlier + i];
            }
        }
        written += length;
    }
}
