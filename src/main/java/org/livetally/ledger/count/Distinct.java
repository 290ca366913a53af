package org.livetally.ledger.count;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.livetally.domain.Sha256;

/**
 * Which names were seen, by the first 16 bytes of their SHA-256: 24 to 48 bytes a name, however long it is. Two names of
 * a billion are taken for one with a probability of 10^-21. Not thread-safe.
 */
final class Distinct {
    static final int BYTES = 16;
    private static final int FIRST_PLACES = 64;
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Sha256::digest);

    /** Two longs a place; both 0 if it is free. */
    private long[] places = new long[2 * FIRST_PLACES];

    private int size;
    /** What was added since {@link #takeNew}. */
    private byte[] added = new byte[0];

    private int addedBytes;

    /** Whether the name was not seen before. */
    boolean add(String name) {
        ByteBuffer hash = ByteBuffer.wrap(SHA_256.get().digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong();
        long low = hash.getLong();
        if (!add(high, low)) {
            return false;
        }
        if (addedBytes + BYTES > added.length) {
            added = Arrays.copyOf(added, Math.max(BYTES * FIRST_PLACES, 2 * added.length));
        }
        ByteBuffer.wrap(added, addedBytes, BYTES).putLong(high).putLong(low);
        addedBytes += BYTES;
        return true;
    }

    private boolean add(long high, long low) {
        if (3 * size >= places.length) { // two thirds of the places
            grow();
        }
        int place = free(high, low);
        if (place < 0) {
            return false;
        }
        places[place] = high;
        places[place + 1] = low;
        size++;
        return true;
    }

    /** The place where a hash goes; -1 if it is there. */
    private int free(long high, long low) {
        int place = 2 * (int) ((high ^ low) & (places.length / 2 - 1));
        while (places[place] != 0 || places[place + 1] != 0) {
            if (places[place] == high && places[place + 1] == low) {
                return -1;
            }
            place = (place + 2) & (places.length - 1);
        }
        return place;
    }

    private void grow() {
        long[] before = places;
        places = new long[2 * before.length];
        for (int i = 0; i < before.length; i += 2) {
            if (before[i] != 0 || before[i + 1] != 0) {
                int place = free(before[i], before[i + 1]);
                places[place] = before[i];
                places[place + 1] = before[i + 1];
            }
        }
    }

    /** The hashes that were added since the last call, {@value #BYTES} bytes each. */
    byte[] takeNew() {
        byte[] taken = Arrays.copyOf(added, addedBytes);
        added = new byte[0];
        addedBytes = 0;
        return taken;
    }

    /** Adds what {@link #takeNew} returned. */
    void addAll(byte[] hashes) {
        ByteBuffer from = ByteBuffer.wrap(hashes);
        while (from.remaining() >= BYTES) {
            add(from.getLong(), from.getLong());
        }
    }
}
