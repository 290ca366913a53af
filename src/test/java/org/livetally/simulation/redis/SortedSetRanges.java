package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.livetally.simulation.redis.ListCommands.Span;
import org.livetally.simulation.redis.SortedSet.Ranked;

/** Ranges of sorted sets, by position, score or name. */
final class SortedSetRanges {
    private SortedSetRanges() {}

    static List<Command> all() {
        return List.of(
                Command.reads("ZRANGE", -4, (keys, args) -> range(keys, args, new RangeOptions(args).any())),
                Command.reads("ZREVRANGE", -4, (keys, args) -> range(keys, args, new RangeOptions(args).reversed())),
                Command.reads("ZRANGEBYSCORE", -4, (keys, args) -> range(keys, args, new RangeOptions(args).byScore())),
                Command.reads("ZRANGEBYLEX", -4, (keys, args) -> range(keys, args, new RangeOptions(args).byName())),
                Command.reads("ZCOUNT", 4, SortedSetRanges::count),
                Command.shrinks("ZREMRANGEBYSCORE", 4, SortedSetRanges::removeByScore));
    }

    private static Reply range(Keyspace keys, Args args, RangeOptions options) {
        if (options.isByIndex()) {
            Span span = Span.of(args);
            SortedSet set = keys.sorted(args.get(1));
            return set == null ? Replies.NONE : SortedSetCommands.rows(slice(set, span, options), options.withScores());
        }
        Predicate<Ranked> within = options.within();
        SortedSet set = keys.sorted(args.get(1));
        return set == null
                ? Replies.NONE
                : SortedSetCommands.rows(options.limited(found(set, within, options)), options.withScores());
    }

    private static Iterable<Ranked> in(SortedSet set, RangeOptions options) {
        return options.isReversed() ? set.ascending().descendingSet() : set.ascending();
    }

    private static List<Ranked> slice(SortedSet set, Span span, RangeOptions options) {
        long first = span.first() < 0 ? span.first() + set.size() : span.first();
        long last = span.last() < 0 ? span.last() + set.size() : span.last();
        List<Ranked> slice = new ArrayList<>();
        long position = 0;
        for (Ranked ranked : in(set, options)) {
            if (position > last) {
                break;
            }
            if (position >= first) {
                slice.add(ranked);
            }
            position++;
        }
        return slice;
    }

    private static List<Ranked> found(SortedSet set, Predicate<Ranked> within, RangeOptions options) {
        List<Ranked> found = new ArrayList<>();
        for (Ranked ranked : in(set, options)) {
            if (within.test(ranked)) {
                found.add(ranked);
            }
        }
        return found;
    }

    private static Reply count(Keyspace keys, Args args) {
        Predicate<Ranked> within = RangeOptions.scores(args.get(2), args.get(3));
        SortedSet set = keys.sorted(args.get(1));
        return Replies.number(
                set == null ? 0 : set.ascending().stream().filter(within).count());
    }

    private static Reply removeByScore(Keyspace keys, Args args) {
        Predicate<Ranked> within = RangeOptions.scores(args.get(2), args.get(3));
        SortedSet set = keys.sorted(args.get(1));
        List<Ranked> removed = matching(set, within);
        if (set != null) {
            removed.forEach(ranked -> set.remove(ranked.name()));
            keys.removeIf(args.get(1), set.size() == 0);
        }
        return Replies.number(removed.size());
    }

    private static List<Ranked> matching(@Nullable SortedSet set, Predicate<Ranked> within) {
        return set == null ? List.of() : set.ascending().stream().filter(within).toList();
    }
}
