package org.livetally.archive;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chunks that were read last, of all files of a node together: no more bytes than a limit, but one at least. Thread-safe. */
final class ChunkCache {
    /** A chunk has 8 MB of messages at most. */
    static final long MAX_BYTES = 48L << 20;

    private final long maxBytes;
    private final Map<Key, ArchivedChunk> held = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    ChunkCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    private record Key(Object file, int number) {}

    @Nullable
    synchronized ArchivedChunk get(Object file, int number) {
        return held.get(new Key(file, number));
    }

    synchronized void put(Object file, int number, ArchivedChunk chunk) {
        Key key = new Key(file, number);
        ArchivedChunk before = held.put(key, chunk);
        bytes += chunk.bytes() - (before == null ? 0 : before.bytes());
        Iterator<ArchivedChunk> oldest = held.values().iterator();
        while (bytes > maxBytes && held.size() > 1) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** Forgets the chunks of a file. */
    synchronized void forget(Object file) {
        held.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().file == file;
            bytes -= gone ? entry.getValue().bytes() : 0;
            return gone;
        });
    }

    synchronized long bytes() {
        return bytes;
    }
}
