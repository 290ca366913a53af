package org.livetally.archive;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.streams.Archived;

/** The files of archived streams that a node reads; the few that it read last are open. Thread-safe. */
public final class ArchivedLedgers {
    private static final Logger LOG = Logger.getLogger(ArchivedLedgers.class.getName());
    private static final int MAX_OPEN = 16;

    private final ArchiveDirectory directory;
    private final ChunkCache cache = new ChunkCache(ChunkCache.MAX_BYTES);
    private final Map<String, ArchivedLedger> open = new LinkedHashMap<>(16, 0.75f, true);

    public ArchivedLedgers(ArchiveDirectory directory) {
        this.directory = directory;
    }

    /** The ledger of a stream, as it was archived. */
    public synchronized ArchivedLedger of(String stream, Archived archived) {
        // By its hash, too: a stream that was restored and archived again has another file.
        ArchivedLedger ledger = open.computeIfAbsent(
                stream + " " + archived.sha256(),
                any -> new ArchivedLedger(stream, directory.file(archived), archived.sha256(), cache));
        Iterator<ArchivedLedger> oldest = open.values().iterator();
        while (open.size() > MAX_OPEN) {
            close(oldest.next());
            oldest.remove();
        }
        return ledger;
    }

    private static void close(ArchivedLedger ledger) {
        try {
            ledger.close(); // it opens again when somebody still reads it
        } catch (IOException e) {
            LOG.log(Level.WARNING, "an archive could not be closed", e);
        }
    }
}
