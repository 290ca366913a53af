package org.livetally.simulation.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Stands for a HyperLogLog: a string as Redis' own, which GET reads and SET writes, but an exact set of the hashes of all that
 * was added.
 */
final class DistinctSet {
    static final String MAGIC = "HYLL";
    private static final String INVALID = "WRONGTYPE Key is not a valid HyperLogLog string value.";

    private final TreeSet<Long> hashes = new TreeSet<>();

    /** Reads the value of a key; nothing is an empty set. */
    static DistinctSet of(@Nullable LuaString value) {
        DistinctSet set = new DistinctSet();
        if (value == null) {
            return set;
        }
        if (value.m_length % Long.BYTES != MAGIC.length() || !Bytes.latin(value).startsWith(MAGIC)) {
            throw new RedisError(INVALID);
        }
        ByteBuffer bytes =
                ByteBuffer.wrap(value.m_bytes, value.m_offset + MAGIC.length(), value.m_length - MAGIC.length());
        while (bytes.hasRemaining()) {
            set.hashes.add(bytes.getLong());
        }
        return set;
    }

    boolean add(LuaString element) {
        long hash = 0xcbf29ce484222325L; // FNV-1a
        for (int i = 0; i < element.m_length; i++) {
            hash = (hash ^ element.luaByte(i)) * 0x100000001b3L;
        }
        return hashes.add(hash);
    }

    void addAll(DistinctSet other) {
        hashes.addAll(other.hashes);
    }

    int size() {
        return hashes.size();
    }

    LuaString bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length() + hashes.size() * Long.BYTES);
        bytes.put(MAGIC.getBytes(StandardCharsets.ISO_8859_1));
        hashes.forEach(bytes::putLong);
        return LuaString.valueUsing(bytes.array());
    }
}
