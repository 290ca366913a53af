package org.livetally.intake.files;

import java.util.Arrays;

/** A map of hashes to integers, without objects: a million of them take 32 MB. */
final class LongMap {
    /** Stands for no value. */
    static final long NONE = Long.MIN_VALUE;

    private static final int FIRST_CAPACITY = 1 << 10;

    private long[] keys = new long[FIRST_CAPACITY];
    private long[] values = empty(FIRST_CAPACITY);
    private int size;

    private static long[] empty(int capacity) {
        long[] values = new long[capacity];
        Arrays.fill(values, NONE);
        return values;
    }

    /** The value of a key; {@link #NONE} if it has none. */
    long get(long key) {
        return values[place(keys, values, key)];
    }

    void put(long key, long value) {
        int place = place(keys, values, key);
        if (values[place] == NONE) {
            if (2 * ++size > keys.length) {
                grow();
                place = place(keys, values, key);
            }
            keys[place] = key;
        }
        values[place] = value;
    }

    private void grow() {
        long[] moreKeys = new long[2 * keys.length];
        long[] moreValues = empty(moreKeys.length);
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != NONE) {
                int place = place(moreKeys, moreValues, keys[i]);
                moreKeys[place] = keys[i];
                moreValues[place] = values[i];
            }
        }
        keys = moreKeys;
        values = moreValues;
    }

    /** Where the key is, or would be. */
    private static int place(long[] keys, long[] values, long key) {
        int mask = keys.length - 1;
        int place = (int) (key ^ key >>> 32) & mask; // of a hash: any bits will do
        while (values[place] != NONE && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }
}
