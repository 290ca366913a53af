package org.livetally.simulation.redis;

import java.util.Comparator;
import org.luaj.vm2.LuaString;

/** The id of an entry of a stream: two unsigned numbers of 64 bits. */
record EntryId(long millis, long number) implements Comparable<EntryId> {
    static final EntryId ZERO = new EntryId(0, 0);
    static final EntryId MAX = new EntryId(-1, -1);
    static final String INVALID = "ERR Invalid stream ID specified as stream command argument";
    private static final Comparator<EntryId> ORDER = Comparator.comparing(EntryId::millis, Long::compareUnsigned)
            .thenComparing(EntryId::number, Long::compareUnsigned);

    /** Reads {@code ms} or {@code ms-number}. */
    static EntryId parse(String text, long numberIfNone) {
        int dash = text.indexOf('-', 1);
        return dash < 0
                ? new EntryId(unsigned(text), numberIfNone)
                : new EntryId(unsigned(text.substring(0, dash)), unsigned(text.substring(dash + 1)));
    }

    static long unsigned(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new RedisError(INVALID);
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new RedisError(INVALID);
        }
    }

    EntryId next() {
        return number == -1 ? new EntryId(millis + 1, 0) : new EntryId(millis, number + 1);
    }

    EntryId previous() {
        return number == 0 ? new EntryId(millis - 1, -1) : new EntryId(millis, number - 1);
    }

    LuaString bytes() {
        return Bytes.of(toString());
    }

    @Override
    public int compareTo(EntryId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(number);
    }
}
