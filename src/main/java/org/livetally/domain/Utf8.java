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
        if (isAscii(bytes)) {
            return true;
        }
        int i = 0;
        while (i < bytes.length) {
            int length = bytes[i] >= 0 ? 1 : lengthAt(bytes, i);
            if (length == 0) {
                return false;
            }
            i += length;
        }
        return true;
    }

    /** The number of bytes of the character that begins here and is not ASCII; 0 if there is none. */
    private static int lengthAt(byte[] bytes, int start) {
        int first = bytes[start] & 0xff;
        int length = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (length == 0 || bytes.length - start < length || !isSecond(bytes[start + 1] & 0xff, first)) {
            return 0;
        }
        for (int i = start + 2; i < start + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** The second byte tells long forms of a character, surrogates, and what is beyond Unicode. */
    private static boolean isSecond(int second, int first) {
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        return second >= least && second <= most;
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
