package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.luaj.vm2.LuaString;

/** Values of keys, by type: copied, or as a text. */
final class Contents {
    private Contents() {}

    static Object copy(Object value) {
        if (value instanceof LinkedHashMap<?, ?> hash) {
            return new LinkedHashMap<>(hash);
        }
        if (value instanceof LinkedHashSet<?> set) {
            return new LinkedHashSet<>(set);
        }
        if (value instanceof ArrayList<?> list) {
            return new ArrayList<>(list);
        }
        if (value instanceof SortedSet sorted) {
            return sorted.copy();
        }
        return value instanceof StreamValue stream ? stream.copy() : value;
    }

    static String text(Object value) {
        if (value instanceof LinkedHashMap<?, ?> hash) {
            return "hash " + sorted(hash.entrySet().stream().map(Contents::pair).toList());
        }
        if (value instanceof LinkedHashSet<?> set) {
            return "set " + sorted(set.stream().map(Contents::latin).toList());
        }
        if (value instanceof ArrayList<?> list) {
            return "list " + list.stream().map(Contents::latin).toList();
        }
        if (value instanceof SortedSet || value instanceof StreamValue) {
            return value.toString();
        }
        String string = latin(value);
        return string.startsWith(DistinctSet.MAGIC) ? "string of distinct values" : "string " + string;
    }

    private static String pair(Map.Entry<?, ?> entry) {
        return latin(entry.getKey()) + "=" + latin(entry.getValue());
    }

    private static String latin(Object value) {
        return Bytes.latin((LuaString) value);
    }

    private static String sorted(List<String> values) {
        return values.stream().sorted().collect(Collectors.toList()).toString();
    }
}
