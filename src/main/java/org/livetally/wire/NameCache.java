package org.livetally.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names that come again and again, by their UTF-8: of streams, products, cities. Without it each order would make new strings
 * of them and hash these anew. A name has two places, and the names that come there drive each other out, the older one first.
 * So the memory is bounded whatever producers send, and ten thousand names hardly ever meet in threes.
 */
final class NameCache {
    private static final int PAIRS_LOG2 = 14;
    /** Maximum length (bytes) of a name that is kept. */
    private static final int MAX_BYTES = 64;
    /** Spreads hashes whose last bits are alike over all places. */
    private static final int SPREAD = 0x9e3779b9;

    private final String[] names = new String[2 << PAIRS_LOG2];
    /** The UTF-8 of those that are not ASCII. That of the others is not kept: memory is what ten thousand names take longest for. */
    private final byte[] @Nullable [] keys = new byte[2 << PAIRS_LOG2][];

    /** The name with these bytes; null if it is not kept. */
    @Nullable
    String find(byte[] bytes, int from, int to, int hash, boolean ascii) {
        int first = first(hash);
        for (int place = first; place <= first + 1; place++) {
            String name = names[place];
            if (name != null && (ascii ? is(name, bytes, from, to) : is(keys[place], bytes, from, to))) {
                return name;
            }
        }
        return null;
    }

    private static boolean is(String name, byte[] bytes, int from, int to) {
        int length = to - from;
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(byte @Nullable [] key, byte[] bytes, int from, int to) {
        return key != null && Arrays.equals(key, 0, key.length, bytes, from, to);
    }

    void keep(byte[] bytes, int from, int to, int hash, boolean ascii, String name) {
        if (to - from <= MAX_BYTES) {
            int first = first(hash);
            names[first + 1] = names[first];
            keys[first + 1] = keys[first];
            names[first] = name;
            keys[first] = ascii ? null : Arrays.copyOfRange(bytes, from, to);
        }
    }

    /** The first of the two places. */
    private static int first(int hash) {
        return (hash * SPREAD >>> Integer.SIZE - PAIRS_LOG2) << 1;
    }
}
