package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.luaj.vm2.LuaString;

final class SetCommands {
    private SetCommands() {}

    static List<Command> all() {
        return List.of(
                Command.grows("SADD", -3, SetCommands::add),
                Command.shrinks("SREM", -3, SetCommands::remove),
                Command.reads(
                        "SCARD",
                        2,
                        (keys, args) -> Replies.number(read(keys, args).size())),
                Command.reads("SMEMBERS", 2, (keys, args) -> Replies.bulks(read(keys, args))),
                Command.reads(
                        "SISMEMBER",
                        3,
                        (keys, args) -> Replies.flag(read(keys, args).contains(args.get(2)))),
                Command.reads("SMISMEMBER", -3, SetCommands::areMembers),
                Command.reads("SSCAN", -3, SetCommands::scan));
    }

    private static Set<LuaString> read(Keyspace keys, Args args) {
        LinkedHashSet<LuaString> set = keys.set(args.get(1));
        return set == null ? Set.of() : set;
    }

    private static Reply add(Keyspace keys, Args args) {
        LinkedHashSet<LuaString> set = keys.setToWrite(args.get(1));
        int added = 0;
        for (int i = 2; i < args.size(); i++) {
            added += set.add(args.get(i)) ? 1 : 0;
        }
        return Replies.number(added);
    }

    private static Reply remove(Keyspace keys, Args args) {
        LinkedHashSet<LuaString> set = keys.set(args.get(1));
        if (set == null) {
            return Replies.number(0);
        }
        int removed = 0;
        for (int i = 2; i < args.size(); i++) {
            removed += set.remove(args.get(i)) ? 1 : 0;
        }
        keys.removeIf(args.get(1), set.isEmpty());
        return Replies.number(removed);
    }

    private static Reply areMembers(Keyspace keys, Args args) {
        Set<LuaString> set = read(keys, args);
        List<Reply> members = new ArrayList<>(args.size() - 2);
        for (int i = 2; i < args.size(); i++) {
            members.add(Replies.flag(set.contains(args.get(i))));
        }
        return new Reply.Many(members);
    }

    private static Reply scan(Keyspace keys, Args args) {
        Scan.requireCursor(args);
        Set<LuaString> set = read(keys, args);
        if (set.isEmpty()) {
            return Scan.reply(set);
        }
        Scan scan = Scan.of(args);
        return Scan.reply(set.stream().filter(scan::matches).toList());
    }
}
