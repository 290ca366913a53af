package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.simulation.redis.SortedSet.Ranked;
import org.luaj.vm2.LuaString;

/** Commands on single names of sorted sets; ranges are in {@link SortedSetRanges}. */
final class SortedSetCommands {
    private SortedSetCommands() {}

    static List<Command> all() {
        return List.of(
                Command.grows("ZADD", -4, ZAdd::run),
                Command.grows("ZINCRBY", 4, ZAdd::increment),
                Command.shrinks("ZREM", -3, SortedSetCommands::remove),
                Command.reads("ZCARD", 2, (keys, args) -> Replies.number(size(keys.sorted(args.get(1))))),
                Command.reads("ZSCORE", 3, (keys, args) -> Replies.real(score(keys.sorted(args.get(1)), args.get(2)))),
                Command.reads("ZMSCORE", -3, SortedSetCommands::scores),
                Command.shrinks("ZPOPMIN", -2, SortedSetCommands::popLowest),
                Command.reads("ZSCAN", -3, SortedSetCommands::scan));
    }

    private static int size(@Nullable SortedSet set) {
        return set == null ? 0 : set.size();
    }

    private static @Nullable Double score(@Nullable SortedSet set, LuaString name) {
        return set == null ? null : set.score(name);
    }

    private static Reply scores(Keyspace keys, Args args) {
        SortedSet set = keys.sorted(args.get(1));
        List<Reply> scores = new ArrayList<>(args.size() - 2);
        for (int i = 2; i < args.size(); i++) {
            scores.add(Replies.real(score(set, args.get(i))));
        }
        return new Reply.Many(scores);
    }

    private static Reply remove(Keyspace keys, Args args) {
        SortedSet set = keys.sorted(args.get(1));
        if (set == null) {
            return Replies.number(0);
        }
        int removed = 0;
        for (int i = 2; i < args.size(); i++) {
            removed += set.remove(args.get(i)) ? 1 : 0;
        }
        keys.removeIf(args.get(1), set.size() == 0);
        return Replies.number(removed);
    }

    private static Reply popLowest(Keyspace keys, Args args) {
        if (args.size() > 3) {
            throw new RedisError(RedisError.SYNTAX);
        }
        long most = args.size() == 3 ? count(args) : 1;
        SortedSet set = keys.sorted(args.get(1));
        if (set == null) {
            return Replies.NONE;
        }
        List<Ranked> popped = set.ascending().stream().limit(most).toList();
        popped.forEach(ranked -> set.remove(ranked.name()));
        keys.removeIf(args.get(1), set.size() == 0);
        return rows(popped, true);
    }

    private static long count(Args args) {
        Long count = Bytes.integer(args.get(2));
        if (count == null || count < 0) {
            throw new RedisError("ERR value is out of range, must be positive");
        }
        return count;
    }

    private static Reply scan(Keyspace keys, Args args) {
        Scan.requireCursor(args);
        SortedSet set = keys.sorted(args.get(1));
        List<LuaString> flat = new ArrayList<>();
        if (set != null) {
            Scan scan = Scan.of(args);
            set.ascending().stream()
                    .filter(ranked -> scan.matches(ranked.name()))
                    .forEach(ranked -> flat.addAll(List.of(ranked.name(), scanned(ranked.score()))));
        }
        return Scan.reply(flat);
    }

    /** As small sets hold a score: an integer of up to 62 bits has all of its digits. */
    private static LuaString scanned(double score) {
        return score == (long) score && Math.abs(score) < 1L << 62 ? Bytes.number((long) score) : Bytes.number(score);
    }

    /** Names, each with its score behind it if asked for. */
    static Reply rows(Iterable<Ranked> found, boolean withScores) {
        List<Reply> rows = new ArrayList<>();
        for (Ranked ranked : found) {
            rows.add(Replies.bulk(ranked.name()));
            if (withScores) {
                rows.add(Replies.real(ranked.score()));
            }
        }
        return new Reply.Many(rows);
    }
}
