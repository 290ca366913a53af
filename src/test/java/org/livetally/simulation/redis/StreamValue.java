package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.luaj.vm2.LuaString;

/** Entries of a Redis stream, in the order of their ids. */
final class StreamValue {
    private final List<Entry> entries = new ArrayList<>();
    private EntryId last = EntryId.ZERO;

    record Entry(EntryId id, List<LuaString> fields) {}

    int size() {
        return entries.size();
    }

    EntryId last() {
        return last;
    }

    void add(EntryId id, List<LuaString> fields) {
        entries.add(new Entry(id, fields));
        last = id;
    }

    /** Entries from one id to another, both included, oldest first. */
    List<Entry> between(EntryId from, EntryId to) {
        int first = position(from);
        int end = to.equals(EntryId.MAX) ? entries.size() : position(to.next());
        return first < end ? entries.subList(first, end) : List.of();
    }

    /** The number of entries before an id. */
    private int position(EntryId id) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).id.compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void removeOldest(int count) {
        entries.subList(0, count).clear();
    }

    StreamValue copy() {
        StreamValue copy = new StreamValue();
        copy.entries.addAll(entries);
        copy.last = last;
        return copy;
    }

    @Override
    public String toString() {
        Stream<String> texts = entries.stream()
                .map(entry ->
                        entry.id + " " + entry.fields.stream().map(Bytes::latin).toList());
        return texts.collect(Collectors.joining(", ", "stream to " + last + " [", "]"));
    }
}
