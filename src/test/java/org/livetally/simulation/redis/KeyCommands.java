package org.livetally.simulation.redis;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** Strings, and what works on keys of every type. */
final class KeyCommands {
    private KeyCommands() {}

    static List<Command> all() {
        return List.of(
                Command.reads("GET", 2, (keys, args) -> Replies.bulk(keys.string(args.get(1)))),
                Command.grows("SET", -3, KeyCommands::set),
                Command.reads("EXISTS", -2, KeyCommands::exists).keysTo(-1),
                Command.shrinks("DEL", -2, KeyCommands::delete).keysTo(-1),
                Command.shrinks("UNLINK", -2, KeyCommands::delete).keysTo(-1),
                Command.shrinks("RENAME", 3, KeyCommands::rename).keysTo(2),
                Command.shrinks("EXPIRE", -3, (keys, args) -> expire(keys, args, 1000)),
                Command.shrinks("PEXPIRE", -3, (keys, args) -> expire(keys, args, 1)),
                Command.shrinks(
                        "PERSIST",
                        2,
                        (keys, args) -> Replies.flag(keys.exists(args.get(1)) && keys.endNever(args.get(1)))));
    }

    private static Reply set(Keyspace keys, Args args) {
        boolean onlyNew = false;
        boolean onlyOld = false;
        Long end = null;
        for (int i = 3; i < args.size(); i++) {
            if (args.is(i, "NX") && !onlyOld) {
                onlyNew = true;
            } else if (args.is(i, "XX") && !onlyNew) {
                onlyOld = true;
            } else if ((args.is(i, "PX") || args.is(i, "EX")) && end == null && i + 1 < args.size()) {
                end = setEnd(keys, args, i);
                i++;
            } else {
                throw new RedisError(RedisError.SYNTAX);
            }
        }
        LuaString key = args.get(1);
        if (onlyNew && keys.exists(key) || onlyOld && !keys.exists(key)) {
            return Reply.Nil.BULK;
        }
        put(keys, key, args.get(2), end);
        return Replies.OK;
    }

    private static long setEnd(Keyspace keys, Args args, int option) {
        long length = args.integer(option + 1);
        if (length <= 0) {
            throw invalidEnd(args);
        }
        return end(keys, args, length, args.is(option, "EX") ? 1000 : 1);
    }

    private static long end(Keyspace keys, Args args, long length, int unitMillis) {
        try {
            return Math.addExact(keys.millis(), Math.multiplyExact(length, unitMillis));
        } catch (ArithmeticException e) {
            throw invalidEnd(args);
        }
    }

    private static RedisError invalidEnd(Args args) {
        return new RedisError("ERR invalid expire time in '" + args.word(0).toLowerCase(Locale.ROOT) + "' command");
    }

    private static void put(Keyspace keys, LuaString key, LuaString value, @Nullable Long end) {
        keys.put(key, value);
        if (end != null) {
            keys.endAt(key, end);
        }
    }

    private static Reply exists(Keyspace keys, Args args) {
        int found = 0;
        for (int i = 1; i < args.size(); i++) {
            found += keys.exists(args.get(i)) ? 1 : 0;
        }
        return Replies.number(found);
    }

    private static Reply delete(Keyspace keys, Args args) {
        int removed = 0;
        for (int i = 1; i < args.size(); i++) {
            removed += keys.exists(args.get(i)) && keys.remove(args.get(i)) ? 1 : 0;
        }
        return Replies.number(removed);
    }

    private static Reply rename(Keyspace keys, Args args) {
        LuaString from = args.get(1);
        Object value = keys.find(from);
        if (value == null) {
            throw new RedisError("ERR no such key");
        }
        Long end = keys.end(from);
        keys.remove(from);
        keys.put(args.get(2), value);
        if (end != null) {
            keys.endAt(args.get(2), end);
        }
        return Replies.OK;
    }

    private static Reply expire(Keyspace keys, Args args, int unitMillis) {
        if (args.size() > 3) {
            throw new RedisError("ERR Unsupported option " + Bytes.latin(args.get(3)));
        }
        LuaString key = args.get(1);
        long length = args.integer(2);
        long end = end(keys, args, length, unitMillis);
        if (!keys.exists(key)) {
            return Replies.flag(false);
        }
        keys.endAt(key, end);
        return Replies.flag(true);
    }
}
