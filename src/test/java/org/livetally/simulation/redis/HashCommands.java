package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.LuaString;

final class HashCommands {
    private HashCommands() {}

    static List<Command> all() {
        return List.of(
                Command.reads(
                        "HGET", 3, (keys, args) -> Replies.bulk(read(keys, args).get(args.get(2)))),
                Command.reads("HMGET", -3, HashCommands::getMany),
                Command.reads("HGETALL", 2, (keys, args) -> Replies.bulks(flat(read(keys, args)))),
                Command.reads(
                        "HKEYS",
                        2,
                        (keys, args) -> Replies.bulks(read(keys, args).keySet())),
                Command.reads(
                        "HVALS",
                        2,
                        (keys, args) -> Replies.bulks(read(keys, args).values())),
                Command.reads(
                        "HLEN",
                        2,
                        (keys, args) -> Replies.number(read(keys, args).size())),
                Command.reads(
                        "HEXISTS",
                        3,
                        (keys, args) -> Replies.flag(read(keys, args).containsKey(args.get(2)))),
                Command.reads("HSCAN", -3, HashCommands::scan),
                Command.grows("HSET", -4, HashCommands::set),
                Command.grows("HSETNX", 4, HashCommands::setNew),
                Command.grows("HINCRBY", 4, HashCommands::add),
                Command.shrinks("HDEL", -3, HashCommands::delete));
    }

    private static Map<LuaString, LuaString> read(Keyspace keys, Args args) {
        LinkedHashMap<LuaString, LuaString> hash = keys.hash(args.get(1));
        return hash == null ? Map.of() : hash;
    }

    private static Reply getMany(Keyspace keys, Args args) {
        Map<LuaString, LuaString> hash = read(keys, args);
        List<Reply> values = new ArrayList<>(args.size() - 2);
        for (int i = 2; i < args.size(); i++) {
            values.add(Replies.bulk(hash.get(args.get(i))));
        }
        return new Reply.Many(values);
    }

    private static List<LuaString> flat(Map<LuaString, LuaString> hash) {
        List<LuaString> flat = new ArrayList<>(2 * hash.size());
        hash.forEach((field, value) -> {
            flat.add(field);
            flat.add(value);
        });
        return flat;
    }

    private static Reply scan(Keyspace keys, Args args) {
        Scan.requireCursor(args);
        Map<LuaString, LuaString> found = new LinkedHashMap<>(read(keys, args));
        if (!found.isEmpty()) {
            Scan scan = Scan.of(args);
            found.keySet().removeIf(field -> !scan.matches(field));
        }
        return Scan.reply(flat(found));
    }

    private static Reply set(Keyspace keys, Args args) {
        args.requirePairsFrom(2);
        LinkedHashMap<LuaString, LuaString> hash = keys.hashToWrite(args.get(1));
        int added = 0;
        for (int i = 2; i < args.size(); i += 2) {
            added += hash.put(args.get(i), args.get(i + 1)) == null ? 1 : 0;
        }
        return Replies.number(added);
    }

    private static Reply setNew(Keyspace keys, Args args) {
        return Replies.flag(keys.hashToWrite(args.get(1)).putIfAbsent(args.get(2), args.get(3)) == null);
    }

    private static Reply add(Keyspace keys, Args args) {
        long amount = args.integer(3);
        LuaString field = args.get(2);
        LuaString held = read(keys, args).get(field);
        Long before = held == null ? Long.valueOf(0) : Bytes.integer(held);
        if (before == null) {
            throw new RedisError("ERR hash value is not an integer");
        }
        long sum = before + amount;
        if (((before ^ sum) & (amount ^ sum)) < 0) {
            throw new RedisError("ERR increment or decrement would overflow");
        }
        keys.hashToWrite(args.get(1)).put(field, Bytes.number(sum));
        return Replies.number(sum);
    }

    private static Reply delete(Keyspace keys, Args args) {
        LinkedHashMap<LuaString, LuaString> hash = keys.hash(args.get(1));
        if (hash == null) {
            return Replies.number(0);
        }
        int removed = 0;
        for (int i = 2; i < args.size(); i++) {
            removed += hash.remove(args.get(i)) != null ? 1 : 0;
        }
        keys.removeIf(args.get(1), hash.isEmpty());
        return Replies.number(removed);
    }
}
