package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** Replies that many commands give. */
final class Replies {
    static final Reply OK = new Reply.Status("OK");
    static final Reply NONE = new Reply.Many(List.of());
    private static final int SMALL = 16;
    private static final Reply[] NUMBERS = new Reply[SMALL];

    static {
        for (int i = 0; i < SMALL; i++) {
            NUMBERS[i] = new Reply.Number(i);
        }
    }

    private Replies() {}

    static Reply number(long value) {
        return value >= 0 && value < SMALL ? NUMBERS[(int) value] : new Reply.Number(value);
    }

    static Reply flag(boolean value) {
        return NUMBERS[value ? 1 : 0];
    }

    static Reply bulk(@Nullable LuaString value) {
        return value == null ? Reply.Nil.BULK : new Reply.Bulk(value);
    }

    static Reply real(@Nullable Double value) {
        return value == null ? Reply.Nil.BULK : new Reply.Bulk(Bytes.number(value));
    }

    static Reply bulks(Collection<LuaString> values) {
        List<Reply> parts = new ArrayList<>(values.size());
        values.forEach(value -> parts.add(new Reply.Bulk(value)));
        return new Reply.Many(parts);
    }
}
