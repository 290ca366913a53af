package org.livetally.simulation.redis;

import java.util.List;
import org.luaj.vm2.LuaString;

final class DistinctCommands {
    private DistinctCommands() {}

    static List<Command> all() {
        return List.of(
                Command.grows("PFADD", -2, DistinctCommands::add),
                Command.reads("PFCOUNT", -2, DistinctCommands::count).keysTo(-1),
                Command.grows("PFMERGE", -2, DistinctCommands::merge).keysTo(-1));
    }

    private static Reply add(Keyspace keys, Args args) {
        LuaString key = args.get(1);
        DistinctSet set = DistinctSet.of(keys.string(key));
        boolean changed = !keys.exists(key);
        for (int i = 2; i < args.size(); i++) {
            changed |= set.add(args.get(i));
        }
        if (changed) {
            write(keys, key, set);
        }
        return Replies.flag(changed);
    }

    private static Reply count(Keyspace keys, Args args) {
        return Replies.number(union(keys, args).size());
    }

    private static Reply merge(Keyspace keys, Args args) {
        write(keys, args.get(1), union(keys, args));
        return Replies.OK;
    }

    private static DistinctSet union(Keyspace keys, Args args) {
        DistinctSet union = new DistinctSet();
        for (int i = 1; i < args.size(); i++) {
            union.addAll(DistinctSet.of(keys.string(args.get(i))));
        }
        return union;
    }

    private static void write(Keyspace keys, LuaString key, DistinctSet set) {
        Long end = keys.end(key);
        keys.put(key, set.bytes());
        if (end != null) {
            keys.endAt(key, end);
        }
    }
}
