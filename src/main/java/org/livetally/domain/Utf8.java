package org.livetally.domain;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Tells whether bytes are valid UTF-8. JSON parsers do not: they take the long forms of a character, such as {@code C1
 * 81} for an {@code A}, and so two texts of which a filter knows but one.
 */
public final class Utf8 {
    private Utf8() {}

    /** Whether they are, without a surrogate, a character of more bytes than it needs, or a part of one. */
    public static boolean isValid(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return decodes(bytes);
            }
        }
        return true;
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
