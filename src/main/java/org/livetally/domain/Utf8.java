package org.livetally.domain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Tells whether bytes are valid UTF-8. JSON parsers do not: they take the long forms of a character, such as {@code C1
 * 81} for an {@code A}, and so two texts of which a filter knows but one.
 */
public final class Utf8 {
    private static final int PART_CHARS = 1_024;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    /** The first bit of each of eight bytes. */
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    /** Whether they are, without a surrogate, a character of more bytes than it needs, or a part of one. */
    public static boolean isValid(byte[] bytes) {
        return isAscii(bytes) || isValid(ByteBuffer.wrap(bytes));
    }

    /** Eight bytes at a time: this looks at each byte that arrives. */
    private static boolean isAscii(byte[] bytes) {
        int i = 0;
        long all = 0;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            all |= (long) LONGS.get(bytes, i);
        }
        for (; i < bytes.length; i++) {
            all |= bytes[i]; // a byte below zero sets the first bit of all eight
        }
        return (all & NOT_ASCII) == 0;
    }

    /** The same for those that remain in a buffer, which is read to its end, or to what is not. */
    public static boolean isValid(ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(PART_CHARS); // nobody wants to have it
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = decoder.decode(bytes, text.clear(), true);
        }
        return !result.isError();
    }
}
