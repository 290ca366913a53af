package org.livetally.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;

/** A chunk of a file's ledger in memory. Not thread-safe. */
final class ArchivedChunk {
    private final String stream;
    private final List<Entry> entries;
    private final List<Recorded> earlier;
    private @Nullable Map<String, Recorded> subjects;

    private ArchivedChunk(String stream, List<Entry> entries, List<Recorded> earlier) {
        this.stream = stream;
        this.entries = entries;
        this.earlier = earlier;
    }

    static ArchivedChunk read(StreamFile file, int number) throws IOException {
        String stream = file.manifest().facts().stream();
        List<Entry> entries = new ArrayList<>();
        file.entries(number, line -> entries.add(line.entry()));
        List<Recorded> earlier = new ArrayList<>();
        file.lines(StreamFile.about(number), line -> earlier.add(AboutLine.read(stream, line)));
        return new ArchivedChunk(stream, entries, earlier);
    }

    /** Its entries, oldest first. */
    List<Entry> entries() {
        return entries;
    }

    /** Its entries after a place, up to and with another one, of so many bytes; the first one at least. */
    List<Entry> page(Seq after, Seq upTo, int bytes) {
        List<Entry> page = new ArrayList<>();
        int size = 0;
        for (int i = firstAfter(after); i < entries.size() && size < bytes; i++) {
            Entry entry = entries.get(i);
            if (entry.id().isAfter(upTo)) {
                break;
            }
            page.add(entry);
            size += entry.messages().length;
        }
        return page;
    }

    /** Its entries up to a place, newest first, of so many bytes; one at least, if there is one. */
    List<Entry> back(Seq upTo, int bytes) {
        List<Entry> page = new ArrayList<>();
        int size = 0;
        for (int i = firstAfter(upTo) - 1; i >= 0 && size < bytes; i--) {
            page.add(entries.get(i));
            size += entries.get(i).messages().length;
        }
        return page;
    }

    private int firstAfter(Seq after) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).id().isAfter(after)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The order or the deal of this id, if it is in the chunk, or one of its messages is about it. */
    @Nullable
    Recorded subject(String id) {
        if (subjects == null) {
            subjects = subjects();
        }
        return subjects.get(id);
    }

    private Map<String, Recorded> subjects() {
        Map<String, Recorded> found = new HashMap<>();
        earlier.forEach(recorded -> found.put(recorded.message().id(), recorded));
        for (Entry entry : entries) {
            for (Recorded recorded : entry.recorded(stream)) {
                MessageType type = recorded.message().type();
                if (type == MessageType.ORDER || type == MessageType.DEAL) {
                    found.put(recorded.message().id(), recorded);
                }
            }
        }
        return found;
    }
}
