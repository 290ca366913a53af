package org.livetally.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.LedgerSource.Page;

/** The chunks of a file's ledger. Not thread-safe. */
final class ArchivedChunks {
    private final ChunkCache cache;
    /** The chunk that was read last: what messages are about is looked for there first. */
    private int reading;

    /** @param cache of the node */
    ArchivedChunks(ChunkCache cache) {
        this.cache = cache;
    }

    void forget() {
        cache.forget(this);
    }

    private ArchivedChunk chunk(StreamFile file, int number) throws IOException {
        ArchivedChunk known = cache.get(this, number);
        if (known != null) {
            return known;
        }
        ArchivedChunk read = ArchivedChunk.read(file, number);
        cache.put(this, number, read);
        return read;
    }

    /** The entries after a place, up to and with another one: those of one chunk at most. */
    Page page(StreamFile file, Seq after, Seq upTo, int bytes) throws IOException {
        List<Manifest.Chunk> all = file.manifest().chunks();
        int number = chunkAfter(all, after);
        if (number == all.size() || all.get(number).first().isAfter(upTo)) {
            return new Page(List.of(), false);
        }
        reading = number;
        List<Entry> page = chunk(file, number).page(after, upTo, bytes);
        Seq last = page.isEmpty() ? upTo : page.get(page.size() - 1).id();
        Seq end = all.get(all.size() - 1).last();
        return new Page(page, upTo.isAfter(last) && end.isAfter(last));
    }

    /** The first chunk with an entry after a place. */
    private static int chunkAfter(List<Manifest.Chunk> chunks, Seq after) {
        int number = 0;
        while (number < chunks.size() && !chunks.get(number).last().isAfter(after)) {
            number++;
        }
        return number;
    }

    /** The entries up to a place, newest first: some of them. */
    List<Entry> back(StreamFile file, Seq upTo, int bytes) throws IOException {
        List<Manifest.Chunk> all = file.manifest().chunks();
        int number = Math.min(chunkAfter(all, upTo.minus(1)), all.size() - 1);
        while (number >= 0 && all.get(number).first().isAfter(upTo)) {
            number--;
        }
        if (number < 0) {
            return List.of();
        }
        reading = number;
        return chunk(file, number).back(upTo, bytes);
    }

    /** The orders and deals with these ids. Those that a chunk needs are in it, or beside it; others are searched for backwards. */
    List<Recorded> about(StreamFile file, Set<String> ids) throws IOException {
        int count = file.manifest().chunks().size();
        Map<String, Recorded> found = new LinkedHashMap<>();
        for (int i = 0; i < count && found.size() < ids.size(); i++) {
            ArchivedChunk chunk = chunk(file, Math.floorMod(reading - i, count));
            Set<String> missing = new HashSet<>(ids);
            missing.removeAll(found.keySet());
            found.putAll(chunk.subjects(missing));
        }
        return new ArrayList<>(found.values());
    }
}
