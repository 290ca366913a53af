package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * The keys of one server. A value is a LuaString, LinkedHashMap (hash), LinkedHashSet (set), ArrayList (list), SortedSet or
 * StreamValue. Order is that of insertion wherever Redis promises none, so runs repeat themselves.
 */
final class Keyspace {
    private final Map<LuaString, Object> values = new HashMap<>();
    private final Map<LuaString, Long> ends = new HashMap<>();
    private long micros;

    /** The time that the next commands see; a script sees one time from its beginning to its end. */
    void now(long newMicros) {
        micros = newMicros;
    }

    long micros() {
        return micros;
    }

    long millis() {
        return micros / 1000;
    }

    @Nullable
    Object find(LuaString key) {
        if (!ends.isEmpty() && hasEnded(key)) {
            remove(key);
        }
        return values.get(key);
    }

    private boolean hasEnded(LuaString key) {
        Long end = ends.get(key);
        return end != null && end <= millis();
    }

    boolean exists(LuaString key) {
        return find(key) != null;
    }

    /** The value of a key, null if there is none; refuses a value of another type. */
    <T> @Nullable T find(LuaString key, Class<T> type) {
        Object value = find(key);
        if (value != null && value.getClass() != type) {
            throw new RedisError(RedisError.WRONG_TYPE);
        }
        return type.cast(value);
    }

    /** The same, but an empty value comes into being where there is none. */
    private <T> T findOrMake(LuaString key, Class<T> type, Supplier<T> empty) {
        T value = find(key, type);
        if (value == null) {
            value = empty.get();
            values.put(key, value);
        }
        return value;
    }

    @Nullable
    LuaString string(LuaString key) {
        return find(key, LuaString.class);
    }

    @SuppressWarnings("unchecked")
    @Nullable
    LinkedHashMap<LuaString, LuaString> hash(LuaString key) {
        return find(key, LinkedHashMap.class);
    }

    @SuppressWarnings("unchecked")
    LinkedHashMap<LuaString, LuaString> hashToWrite(LuaString key) {
        return findOrMake(key, LinkedHashMap.class, LinkedHashMap::new);
    }

    @SuppressWarnings("unchecked")
    @Nullable
    LinkedHashSet<LuaString> set(LuaString key) {
        return find(key, LinkedHashSet.class);
    }

    @SuppressWarnings("unchecked")
    LinkedHashSet<LuaString> setToWrite(LuaString key) {
        return findOrMake(key, LinkedHashSet.class, LinkedHashSet::new);
    }

    @SuppressWarnings("unchecked")
    @Nullable
    ArrayList<LuaString> list(LuaString key) {
        return find(key, ArrayList.class);
    }

    @SuppressWarnings("unchecked")
    ArrayList<LuaString> listToWrite(LuaString key) {
        return findOrMake(key, ArrayList.class, ArrayList::new);
    }

    @Nullable
    SortedSet sorted(LuaString key) {
        return find(key, SortedSet.class);
    }

    SortedSet sortedToWrite(LuaString key) {
        return findOrMake(key, SortedSet.class, SortedSet::new);
    }

    @Nullable
    StreamValue stream(LuaString key) {
        return find(key, StreamValue.class);
    }

    StreamValue streamToWrite(LuaString key) {
        return findOrMake(key, StreamValue.class, StreamValue::new);
    }

    /** Replaces whatever the key holds, and its end. */
    void put(LuaString key, Object value) {
        values.put(key, value);
        ends.remove(key);
    }

    boolean remove(LuaString key) {
        ends.remove(key);
        return values.remove(key) != null;
    }

    void removeIf(LuaString key, boolean empty) {
        if (empty) {
            remove(key);
        }
    }

    @Nullable
    Long end(LuaString key) {
        return ends.get(key);
    }

    void endAt(LuaString key, long atMillis) {
        ends.put(key, atMillis);
    }

    boolean endNever(LuaString key) {
        return ends.remove(key) != null;
    }

    /** All keys that have not ended, in the order of their bytes. */
    List<LuaString> keys() {
        List<LuaString> all = new ArrayList<>(values.keySet());
        all.removeIf(this::hasEnded);
        all.sort(Bytes::compare);
        return all;
    }

    /** The contents as text that is equal for equal data: unordered ones are sorted. */
    Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        values.forEach((key, value) -> {
            if (!hasEnded(key)) {
                contents.put(Bytes.latin(key), Contents.text(value) + (ends.containsKey(key) ? " ends" : ""));
            }
        });
        return contents;
    }

    /** A copy that later writes to either do not change. */
    Keyspace copy() {
        Keyspace copy = new Keyspace();
        values.forEach((key, value) -> copy.values.put(key, Contents.copy(value)));
        copy.ends.putAll(ends);
        copy.micros = micros;
        return copy;
    }
}
