package org.livetally.reports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.livetally.domain.Sha256;

/**
 * Amounts by buyer, of which it keeps no id: 24 bytes for each, the first 16 bytes of the SHA-256 of the id and the
 * amount, in an open table that is at most three quarters full. Not thread-safe.
 */
final class BuyerTable {
    private static final int FIRST_SLOTS = 1 << 8;
    private static final int WORDS = 3;

    private final MessageDigest sha256 = Sha256.digest();
    /** Of each slot the two halves of the hash and the amount; all zero if it is free. */
    private long[] slots = new long[FIRST_SLOTS * WORDS];

    private int size;

    /** Adds to the amount of a buyer, which may be below 0. Returns whether the buyer is new. */
    boolean add(String buyer, long amount) {
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest(buyer.getBytes(StandardCharsets.UTF_8)));
        int slot = slot(slots, hash.getLong(), hash.getLong());
        boolean isNew = isFree(slots, slot);
        if (isNew) {
            hash.rewind();
            slots[slot] = hash.getLong();
            slots[slot + 1] = hash.getLong();
            size++;
        }
        slots[slot + 2] += amount;
        if (4L * size > 3L * (slots.length / WORDS)) {
            grow();
        }
        return isNew;
    }

    /** The number of distinct buyers. */
    int size() {
        return size;
    }

    /** The sum of all amounts. */
    long sum() {
        long sum = 0;
        for (int slot = 0; slot < slots.length; slot += WORDS) {
            sum += slots[slot + 2];
        }
        return sum;
    }

    /** The sum of the highest amounts of so many buyers. */
    long top(int buyers) {
        long[] highest = new long[buyers]; // lowest first
        for (int slot = 0; slot < slots.length; slot += WORDS) {
            long amount = slots[slot + 2];
            if (amount > highest[0]) {
                highest[0] = amount;
                Arrays.sort(highest);
            }
        }
        return Arrays.stream(highest).sum();
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int from = 0; from < slots.length; from += WORDS) {
            if (!isFree(slots, from)) {
                int to = slot(larger, slots[from], slots[from + 1]);
                System.arraycopy(slots, from, larger, to, WORDS);
            }
        }
        slots = larger;
    }

    /** The slot of this hash, or the free one that it gets. */
    private static int slot(long[] slots, long high, long low) {
        int count = slots.length / WORDS; // a power of two
        int place = (int) high & (count - 1);
        while (!isFree(slots, place * WORDS) && (slots[place * WORDS] != high || slots[place * WORDS + 1] != low)) {
            place = (place + 1) & (count - 1);
        }
        return place * WORDS;
    }

    /** No hash is zero: that would take 2^128 tries. */
    private static boolean isFree(long[] slots, int slot) {
        return slots[slot] == 0 && slots[slot + 1] == 0;
    }
}
