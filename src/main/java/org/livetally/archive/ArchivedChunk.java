package org.livetally.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;

/** A chunk of a file's ledger in memory. Not thread-safe. */
final class ArchivedChunk {
    /** How much more memory a message takes than its JSON, about. */
    private static final int MESSAGE_FACTOR = 4;
    /** What an id in a map takes, about. */
    private static final int PLACE_BYTES = 150;

    private final String stream;
    private final List<Entry> entries;
    private final Map<String, Recorded> earlier = new HashMap<>();
    /** The place in the list of the entry that has an order or a deal, by its id: whole orders would take several times the memory. */
    private final Map<String, Integer> places = new HashMap<>();

    private long bytes;

    private ArchivedChunk(String stream, List<Entry> entries) {
        this.stream = stream;
        this.entries = entries;
    }

    static ArchivedChunk read(StreamFile file, int number) throws IOException {
        String stream = file.manifest().facts().stream();
        ArchivedChunk chunk = new ArchivedChunk(stream, new ArrayList<>());
        file.entries(number, line -> chunk.add(line.entry()));
        file.lines(StreamFile.about(number), line -> {
            Recorded recorded = AboutLine.read(stream, line);
            chunk.earlier.put(recorded.message().id(), recorded);
            chunk.bytes += (long) MESSAGE_FACTOR * line.length;
        });
        return chunk;
    }

    private void add(Entry entry) {
        for (Recorded recorded : entry.recorded(stream)) {
            if (isSubject(recorded)) {
                places.put(recorded.message().id(), entries.size());
                bytes += PLACE_BYTES;
            }
        }
        entries.add(entry);
        bytes += entry.messages().length;
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

    /** About how much memory it takes. */
    long bytes() {
        return bytes;
    }

    /** The orders and deals of these ids that are in the chunk, or that its messages are about. Each entry is parsed once. */
    Map<String, Recorded> subjects(Set<String> ids) {
        Map<String, Recorded> found = new HashMap<>();
        Set<Integer> holders = new TreeSet<>();
        for (String id : ids) {
            Recorded known = earlier.get(id);
            Integer place = places.get(id);
            if (place != null) {
                holders.add(place);
            } else if (known != null) {
                found.put(id, known);
            }
        }
        for (int place : holders) {
            for (Recorded recorded : entries.get(place).recorded(stream)) {
                if (isSubject(recorded) && ids.contains(recorded.message().id())) {
                    found.put(recorded.message().id(), recorded);
                }
            }
        }
        return found;
    }

    private static boolean isSubject(Recorded recorded) {
        MessageType type = recorded.message().type();
        return type == MessageType.ORDER || type == MessageType.DEAL;
    }
}
