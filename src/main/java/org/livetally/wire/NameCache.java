package org.livetally.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names that come again and again, by their UTF-8: of streams, products, cities. Without it each order would make new strings
 * of them and hash these anew. A name has one place, from which the next one of that place drives it out, so the memory is
 * bounded whatever producers send.
 */
final class NameCache {
    private static final int PLACES_LOG2 = 14;
    /** Maximum length (bytes) of a name that is kept. */
    private static final int MAX_BYTES = 64;
    /** Spreads hashes whose last bits are alike over all places. */
    private static final int SPREAD = 0x9e3779b9;

    private final byte[][] keys = new byte[1 << PLACES_LOG2][];
    private final String[] names = new String[1 << PLACES_LOG2];

    /** The name with these bytes; null if it is not kept. */
    @Nullable
    String find(byte[] bytes, int from, int to, int hash) {
        int place = place(hash);
        byte[] key = keys[place];
        return key != null && Arrays.equals(key, 0, key.length, bytes, from, to) ? names[place] : null;
    }

    void keep(byte[] bytes, int from, int to, int hash, String name) {
        if (to - from <= MAX_BYTES) {
            int place = place(hash);
            keys[place] = Arrays.copyOfRange(bytes, from, to);
            names[place] = name;
        }
    }

    private static int place(int hash) {
        return hash * SPREAD >>> Integer.SIZE - PLACES_LOG2;
    }
}
