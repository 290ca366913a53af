package org.livetally.domain;

import java.nio.ByteBuffer;
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

    private Utf8() {}

    /** Whether they are, without a surrogate, a character of more bytes than it needs, or a part of one. */
    public static boolean isValid(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return isValid(ByteBuffer.wrap(bytes));
            }
        }
        return true;
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
