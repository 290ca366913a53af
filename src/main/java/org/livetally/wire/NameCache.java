package org.livetally.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names that come again and again, by their UTF-8: of streams, products, cities. Without it each order would make new strings
 * of them and hash these anew. A name has two places, and the names that come there drive each other out, the older one first.
 * So the memory is bounded whatever producers send.
 *
 * <p>It is small, and a name is kept only if it came a short while before: to find one of ten thousand names in memory takes
 * longer than to make it anew, and each would drive out one that comes with every order. A hash beside each place tells
 * whether the name there is worth a look.
 */
final class NameCache {
    private static final int PAIRS_LOG2 = 10;
    private static final int PASSED_LOG2 = 12;
    /** Maximum length (bytes) of a name that is kept. */
    private static final int MAX_BYTES = 64;
    /** Spreads hashes whose last bits are alike over all places. */
    private static final int SPREAD = 0x9e3779b9;

    private final int[] hashes = new int[2 << PAIRS_LOG2];
    private final String[] names = new String[2 << PAIRS_LOG2];
    /** The UTF-8 of those that are not ASCII. */
    private final byte[] @Nullable [] keys = new byte[2 << PAIRS_LOG2][];
    /** Hashes of names that came and were not kept. */
    private final int[] passed = new int[1 << PASSED_LOG2];

    /** The name with these bytes; null if it is not kept. */
    @Nullable
    String find(byte[] bytes, int from, int to, int hash, boolean ascii) {
        int first = place(hash, PAIRS_LOG2) << 1;
        for (int place = first; place <= first + 1; place++) {
            String name = hashes[place] == hash ? names[place] : null;
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

    /** Keeps a name that was not found, if it came a short while before. */
    void keep(byte[] bytes, int from, int to, int hash, boolean ascii, String name) {
        if (to - from > MAX_BYTES) {
            return;
        }
        int pass = place(hash, PASSED_LOG2);
        if (passed[pass] != hash) {
            passed[pass] = hash;
        } else {
            int first = place(hash, PAIRS_LOG2) << 1;
            hashes[first + 1] = hashes[first];
            names[first + 1] = names[first];
            keys[first + 1] = keys[first];
            hashes[first] = hash;
            names[first] = name;
            keys[first] = ascii ? null : Arrays.copyOfRange(bytes, from, to);
        }
    }

    private static int place(int hash, int log2) {
        return hash * SPREAD >>> Integer.SIZE - log2;
    }
}
