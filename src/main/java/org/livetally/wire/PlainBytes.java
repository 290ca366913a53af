package org.livetally.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON of plain parts, written into bytes that a thread uses again and again: UTF-8, texts without anything that is escaped.
 * What is not plain makes the whole not plain; then a generator must write it, which knows all rules.
 */
final class PlainBytes {
    private static final ThreadLocal<PlainBytes> OF_THREAD = ThreadLocal.withInitial(PlainBytes::new);
    private static final int TYPICAL_BYTES = 1_024;
    /** A larger buffer is not used again, and goes when the thread writes next. The acks of a thousand orders take 100 KB. */
    private static final int MOST_KEPT = 128 * 1_024;
    /** Maximum number of bytes of a UTF-16 unit, in UTF-8. */
    private static final int UNIT_BYTES = 3;

    private static final int MAX_DIGITS = 19;

    private byte[] bytes = new byte[TYPICAL_BYTES];
    private int length;
    private boolean plain = true;

    PlainBytes() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes of this thread, which are empty: whoever asks takes them before anybody else asks. */
    static PlainBytes ofThread() {
        PlainBytes own = OF_THREAD.get();
        own.clear();
        return own;
    }

    private void clear() {
        length = 0;
        plain = true;
        if (bytes.length > MOST_KEPT) {
            bytes = new byte[TYPICAL_BYTES];
        }
    }

    PlainBytes raw(byte[] part) {
        require(part.length);
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
        return this;
    }

    PlainBytes raw(char ascii) {
        require(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Writes a text between quotes. */
    PlainBytes text(String text) {
        int units = text.length();
        require(UNIT_BYTES * units + 2);
        byte[] to = bytes;
        int at = length;
        to[at++] = '"';
        for (int i = 0; i < units; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return rest(text, i, at);
            }
            plain &= isPlain(c);
            to[at++] = (byte) c;
        }
        to[at++] = '"';
        length = at;
        return this;
    }

    /** The same from a character on that is not ASCII. A generator escapes surrogates, so they are not plain. */
    private PlainBytes rest(String text, int from, int to) {
        int at = to;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                plain &= isPlain(c);
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xc0 | c >> 6);
                bytes[at++] = tail(c);
            } else {
                plain &= !Character.isSurrogate(c);
                bytes[at++] = (byte) (0xe0 | c >> 12);
                bytes[at++] = tail(c >> 6);
                bytes[at++] = tail(c);
            }
        }
        bytes[at++] = '"';
        length = at;
        return this;
    }

    private static boolean isPlain(char ascii) {
        return ascii >= ' ' && ascii != '"' && ascii != '\\';
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | bits & 0x3f);
    }

    /** Writes a number; one below zero is not plain. */
    PlainBytes number(long value) {
        if (value < 0) {
            plain = false;
            return this;
        }
        require(MAX_DIGITS);
        int digits = 1;
        for (long most = 9; value > most && digits < MAX_DIGITS; most = 10 * most + 9) {
            digits++;
        }
        length += digits;
        long left = value;
        for (int at = length - 1; at >= length - digits; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        return this;
    }

    private void require(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** Says that what comes is not plain. */
    void fail() {
        plain = false;
    }

    /** Whether all was plain so far. */
    boolean isPlain() {
        return plain;
    }

    int length() {
        return length;
    }

    /** Takes back all but the first bytes, which were plain. */
    void cut(int to) {
        length = to;
        plain = true;
    }

    /** All that was written. */
    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }
}
