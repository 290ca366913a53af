package org.livetally.redis.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.livetally.domain.Integers;

/**
 * Writes values in MessagePack, for {@code cmsgpack.unpack} in scripts: one packed argument costs Redis less than thousands of
 * arguments do, and Java no object for each. It grows as needed. Not thread-safe.
 *
 * <p>The constants are the first bytes of values, by the specification of MessagePack; so what scripts pack is read by them, too.
 */
public final class MessagePack {
    /** Below it, a byte is an integer by itself. */
    public static final int FIXED_MAP = 0x80;

    public static final int FIXED_ARRAY = 0x90;
    public static final int FIXED_TEXT = 0xa0;
    public static final int NIL = 0xc0;
    public static final int FALSE = 0xc2;
    private static final int TRUE = 0xc3;
    public static final int UNSIGNED_8 = 0xcc;
    private static final int UNSIGNED_16 = 0xcd;
    private static final int UNSIGNED_32 = 0xce;
    public static final int UNSIGNED_64 = 0xcf;
    public static final int SIGNED_8 = 0xd0;
    public static final int SIGNED_64 = 0xd3;
    public static final int TEXT_8 = 0xd9;
    private static final int TEXT_16 = 0xda;
    public static final int TEXT_32 = 0xdb;
    public static final int ARRAY_16 = 0xdc;
    public static final int ARRAY_32 = 0xdd;
    /** From it on, a byte is an integer below zero by itself. */
    public static final int FIXED_NEGATIVE = 0xe0;

    private static final int MAX_FIXED_INT = FIXED_MAP - 1;
    private static final int MAX_FIXED_ARRAY = FIXED_TEXT - FIXED_ARRAY - 1;
    private static final int MAX_FIXED_TEXT = NIL - FIXED_TEXT - 1;
    private static final int MAX_8 = 0xff;
    private static final int MAX_16 = 0xffff;
    private static final long MAX_32 = 0xffff_ffffL;
    private static final int MAX_HEADER = 1 + Long.BYTES;
    private static final int ASCII = 0x80;

    private byte[] bytes;
    private int size;

    /** @param expected bytes */
    public MessagePack(int expected) {
        bytes = new byte[expected + MAX_HEADER];
    }

    /** Begins an array; so many values follow. */
    public MessagePack array(int length) {
        return length <= MAX_FIXED_ARRAY ? put(FIXED_ARRAY | length) : sized(length, ARRAY_16, ARRAY_32);
    }

    public MessagePack nil() {
        return put(NIL);
    }

    public MessagePack bool(boolean value) {
        return put(value ? TRUE : FALSE);
    }

    /** An integer; as text if Lua, whose numbers are doubles, could not hold it exactly. */
    public MessagePack number(long value) {
        if (value >= 0 && value <= MAX_32) {
            return value <= MAX_FIXED_INT ? put((int) value) : sized(value, UNSIGNED_16, UNSIGNED_32);
        }
        if (value > Integers.MAX_EXACT || value < -Integers.MAX_EXACT) {
            return text(Long.toString(value));
        }
        return put(SIGNED_64).big(value, Long.BYTES);
    }

    public MessagePack text(String value) {
        return text(value, "");
    }

    /** One text of two parts. */
    public MessagePack text(String first, String rest) {
        int start = size;
        head(first.length() + rest.length());
        if (ascii(first) && ascii(rest)) {
            return this;
        }
        size = start;
        return text((first + rest).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes text, for which there is room, as if it were ASCII; whether it is. Without a branch for each byte. */
    private boolean ascii(String text) {
        int length = text.length();
        byte[] to = bytes;
        int at = size;
        int bits = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            bits |= c;
            to[at + i] = (byte) c;
        }
        size = at + length;
        return bits < ASCII;
    }

    /** Text that is bytes already. */
    public MessagePack text(byte[] utf8) {
        head(utf8.length);
        return raw(utf8, utf8.length);
    }

    /** The values of another one. */
    public MessagePack all(MessagePack other) {
        return raw(other.bytes, other.size);
    }

    private MessagePack raw(byte[] from, int length) {
        reserve(length);
        System.arraycopy(from, 0, bytes, size, length);
        size += length;
        return this;
    }

    /** Writes the length of a text, and makes room for it. */
    private void head(int length) {
        if (length <= MAX_FIXED_TEXT) {
            put(FIXED_TEXT | length);
        } else if (length <= MAX_8) {
            put(TEXT_8).put(length);
        } else {
            sized(length, TEXT_16, TEXT_32);
        }
        reserve(length);
    }

    private MessagePack sized(long value, int of16, int of32) {
        return value <= MAX_16 ? put(of16).big(value, Short.BYTES) : put(of32).big(value, Integer.BYTES);
    }

    private MessagePack put(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    private MessagePack big(long value, int width) {
        reserve(width);
        for (int shift = (width - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }

    /**
     * Forgets what was written, to be used again.
     *
     * @param mostKept a larger array is let go of (bytes)
     */
    public void clear(int mostKept) {
        size = 0;
        if (bytes.length > mostKept) {
            bytes = new byte[mostKept];
        }
    }

    /** What was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
