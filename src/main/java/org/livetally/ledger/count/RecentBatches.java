package org.livetally.ledger.count;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;

/**
 * What a node has recorded a moment ago, for whoever counts the ledgers of some streams as they grow: it need not parse and count
 * again what was counted here.
 *
 * <p>The ledger is read in any case. What is known of a batch is used for an entry that stands in the same place and has the same
 * bytes: an entry that was lost, changed by an erasure or recorded by another node is not found here. Checks of what was
 * counted, such as audits, do without.
 *
 * <p>Only streams that somebody asks for are kept, and batches of {@value #MOST_BYTES} bytes of JSON in all, which is about what they
 * take. Those go first from which nobody has taken for longest: who does not keep up parses, and so does the second who counts
 * a stream. Thread-safe.
 */
public final class RecentBatches {
    private static final int MOST_BYTES = 16 << 20;
    /** What even the smallest batch takes. */
    private static final int LEAST_A_BATCH = 4 << 10;

    private static final int MOST_STREAMS = 1_000;

    /** Last, those that were wanted or taken from last. */
    private final Map<String, Kept> streams = new LinkedHashMap<>();

    private long bytes;

    /** The batches of a stream. */
    private static final class Kept {
        /** By the seq of their last order. */
        final TreeMap<Seq, RecordedBatch> batches = new TreeMap<>();

        long bytes;
    }

    /** Whether somebody asks for the batches of a stream. */
    public synchronized boolean isWanted(String stream) {
        return streams.containsKey(stream);
    }

    /** Has the batches of a stream kept from now on: to be called by whoever has counted all that there is. */
    public synchronized void want(String stream) {
        Kept known = streams.remove(stream);
        streams.put(stream, known == null ? new Kept() : known);
        while (streams.size() > MOST_STREAMS) {
            forgetOldest();
        }
    }

    /** Keeps a batch, if somebody asks for those of the stream. */
    public synchronized void add(String stream, RecordedBatch batch) {
        Kept kept = streams.get(stream);
        if (kept == null) {
            return;
        }
        RecordedBatch before = kept.batches.put(batch.last(), batch);
        count(kept, batch, 1);
        if (before != null) {
            count(kept, before, -1);
        }
        while (bytes > MOST_BYTES) {
            forgetOldest();
        }
    }

    private void count(Kept kept, RecordedBatch batch, int sign) {
        int size = sign * (batch.bytes() + LEAST_A_BATCH);
        kept.bytes += size;
        bytes += size;
    }

    private void forgetOldest() {
        Iterator<Kept> oldest = streams.values().iterator();
        bytes -= oldest.next().bytes;
        oldest.remove();
    }

    /**
     * Takes what is known of some entries, which follow each other. Whatever was recorded up to the last of them is kept no more.
     *
     * @param after the seq before them, up to which everything was counted
     * @param by the basis by which they are counted
     * @return a batch for each entry; null unless all are known
     */
    public synchronized @Nullable List<RecordedBatch> take(String stream, List<Entry> entries, Seq after, Basis by) {
        Kept kept = streams.remove(stream);
        if (kept == null) {
            return null;
        }
        streams.put(stream, kept);
        List<RecordedBatch> taken = new ArrayList<>(entries.size());
        Seq before = after;
        for (Entry entry : entries) {
            RecordedBatch batch = kept.batches.get(entry.id());
            if (batch != null && batch.isOf(entry, before, by)) {
                taken.add(batch);
            }
            before = entry.id();
        }
        Map<Seq, RecordedBatch> passed = kept.batches.headMap(before, true);
        passed.values().forEach(batch -> count(kept, batch, -1));
        passed.clear();
        return taken.isEmpty() || taken.size() < entries.size() ? null : taken;
    }
}
