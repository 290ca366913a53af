package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;

final class ListCommands {
    private ListCommands() {}

    static List<Command> all() {
        return List.of(
                Command.grows("LPUSH", -3, (keys, args) -> push(keys, args, true)),
                Command.grows("RPUSH", -3, (keys, args) -> push(keys, args, false)),
                Command.shrinks("LTRIM", 4, ListCommands::trim),
                Command.reads("LRANGE", 4, ListCommands::range),
                Command.reads("LLEN", 2, ListCommands::length));
    }

    private static Reply push(Keyspace keys, Args args, boolean left) {
        ArrayList<LuaString> list = keys.listToWrite(args.get(1));
        List<LuaString> values = new ArrayList<>();
        for (int i = 2; i < args.size(); i++) {
            values.add(left ? 0 : values.size(), args.get(i));
        }
        list.addAll(left ? 0 : list.size(), values);
        return Replies.number(list.size());
    }

    private static Reply trim(Keyspace keys, Args args) {
        Span span = Span.of(args);
        ArrayList<LuaString> list = keys.list(args.get(1));
        if (list != null) {
            List<LuaString> kept = List.copyOf(span.of(list));
            list.clear();
            list.addAll(kept);
            keys.removeIf(args.get(1), list.isEmpty());
        }
        return Replies.OK;
    }

    private static Reply range(Keyspace keys, Args args) {
        Span span = Span.of(args);
        ArrayList<LuaString> list = keys.list(args.get(1));
        return list == null ? Replies.NONE : Replies.bulks(span.of(list));
    }

    private static Reply length(Keyspace keys, Args args) {
        ArrayList<LuaString> list = keys.list(args.get(1));
        return Replies.number(list == null ? 0 : list.size());
    }

    /** Positions of the first and the last element, from the end if negative. */
    record Span(long first, long last) {
        /** Reads both behind the key, at 2 and 3. */
        static Span of(Args args) {
            return new Span(args.integer(2), args.integer(3));
        }

        <T> List<T> of(List<T> list) {
            int size = list.size();
            long from = Math.max(0, first < 0 ? first + size : first);
            long end = Math.min(size, (last < 0 ? last + size : last) + 1);
            return from < end ? list.subList((int) from, (int) end) : List.of();
        }
    }
}
