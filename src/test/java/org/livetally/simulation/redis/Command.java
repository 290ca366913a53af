package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.luaj.vm2.LuaString;

/**
 * A command that reads or writes keys.
 *
 * @param arity number of values, the name included; if negative, at least so many
 * @param firstKey position of the first key
 * @param lastKey position of the last one; negative from the end, -1 the last value
 */
record Command(String name, int arity, Set<Flag> flags, int firstKey, int lastKey, Handler handler) {
    enum Flag {
        WRITE,
        /** Refused when the memory is full. */
        GROWS
    }

    /** What the command does. */
    interface Handler {
        Reply run(Keyspace keys, Args args);
    }

    static Command reads(String name, int arity, Handler handler) {
        return new Command(name, arity, EnumSet.noneOf(Flag.class), 1, 1, handler);
    }

    static Command shrinks(String name, int arity, Handler handler) {
        return new Command(name, arity, EnumSet.of(Flag.WRITE), 1, 1, handler);
    }

    static Command grows(String name, int arity, Handler handler) {
        return new Command(name, arity, EnumSet.allOf(Flag.class), 1, 1, handler);
    }

    /** The same command, of which all values from the first to the last are keys. */
    Command keysTo(int last) {
        return new Command(name, arity, flags, firstKey, last, handler);
    }

    boolean writes() {
        return flags.contains(Flag.WRITE);
    }

    boolean grows() {
        return flags.contains(Flag.GROWS);
    }

    boolean takes(int values) {
        return arity < 0 ? values >= -arity : values == arity;
    }

    List<LuaString> keys(Args args) {
        int last = lastKey < 0 ? args.size() + lastKey : lastKey;
        List<LuaString> keys = new ArrayList<>(last);
        for (int i = firstKey; i <= last; i++) {
            keys.add(args.get(i));
        }
        return keys;
    }
}
