package org.livetally.simulation.redis;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** ZADD with its options, and ZINCRBY, which is one of them. */
final class ZAdd {
    private enum Option {
        NX,
        XX,
        GT,
        LT,
        CH,
        INCR
    }

    private final Set<Option> options = EnumSet.noneOf(Option.class);
    private final Args args;
    private int at = 2;
    private int added;
    private int changed;
    private @Nullable Double score;

    private ZAdd(Args args) {
        this.args = args;
    }

    static Reply run(Keyspace keys, Args args) {
        ZAdd add = new ZAdd(args);
        add.readOptions();
        return add.run(keys);
    }

    static Reply increment(Keyspace keys, Args args) {
        ZAdd add = new ZAdd(args);
        add.options.add(Option.INCR);
        return add.run(keys);
    }

    private void readOptions() {
        for (Option option = option(); option != null; option = option()) {
            options.add(option);
            at++;
        }
        if ((args.size() - at) % 2 != 0 || at == args.size()) {
            throw new RedisError(RedisError.SYNTAX);
        }
        requireCompatible();
    }

    private @Nullable Option option() {
        for (Option option : Option.values()) {
            if (args.is(at, option.name())) {
                return option;
            }
        }
        return null;
    }

    private void requireCompatible() {
        if (options.containsAll(List.of(Option.NX, Option.XX))) {
            throw new RedisError("ERR XX and NX options at the same time are not compatible");
        }
        if (has(Option.NX) && (has(Option.GT) || has(Option.LT)) || has(Option.GT) && has(Option.LT)) {
            throw new RedisError("ERR GT, LT, and/or NX options at the same time are not compatible");
        }
        if (has(Option.INCR) && args.size() - at > 2) {
            throw new RedisError("ERR INCR option supports a single increment-element pair");
        }
    }

    private boolean has(Option option) {
        return options.contains(option);
    }

    private Reply run(Keyspace keys) {
        double[] scores = new double[(args.size() - at) / 2];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = args.real(at + 2 * i);
        }
        LuaString key = args.get(1);
        if (keys.sorted(key) != null || !has(Option.XX)) {
            SortedSet set = keys.sortedToWrite(key);
            for (int i = 0; i < scores.length; i++) {
                put(set, args.get(at + 2 * i + 1), scores[i]);
            }
            keys.removeIf(key, set.size() == 0);
        }
        return has(Option.INCR) ? Replies.real(score) : Replies.number(has(Option.CH) ? added + changed : added);
    }

    private void put(SortedSet set, LuaString name, double value) {
        Double before = set.score(name);
        if (before == null) {
            if (!has(Option.XX)) {
                set.put(name, value);
                score = value;
                added++;
            }
        } else if (!has(Option.NX)) {
            move(set, name, before, has(Option.INCR) ? sum(before, value) : value);
        }
    }

    private static double sum(double before, double added) {
        double sum = before + added;
        if (Double.isNaN(sum)) {
            throw new RedisError("ERR resulting score is not a number (NaN)");
        }
        return sum;
    }

    private void move(SortedSet set, LuaString name, double before, double value) {
        if (has(Option.GT) && value <= before || has(Option.LT) && value >= before) {
            return;
        }
        score = value;
        if (value != before) {
            set.put(name, value);
            changed++;
        }
    }
}
