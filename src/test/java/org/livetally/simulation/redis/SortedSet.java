package org.livetally.simulation.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** Names in the order of their scores, then of their bytes. */
final class SortedSet {
    private final Map<LuaString, Ranked> byName = new HashMap<>();
    private final TreeSet<Ranked> ranking = new TreeSet<>();

    record Ranked(double score, LuaString name) implements Comparable<Ranked> {
        @Override
        public int compareTo(Ranked other) {
            int byScore = Double.compare(score, other.score);
            return byScore != 0 ? byScore : Bytes.compare(name, other.name);
        }
    }

    int size() {
        return byName.size();
    }

    @Nullable
    Double score(LuaString name) {
        Ranked ranked = byName.get(name);
        return ranked == null ? null : (Double) ranked.score;
    }

    void put(LuaString name, double score) {
        Ranked now = new Ranked(score + 0.0, name); // no -0, as in small sets of Redis
        Ranked before = byName.put(name, now);
        if (before != null) {
            ranking.remove(before);
        }
        ranking.add(now);
    }

    boolean remove(LuaString name) {
        Ranked ranked = byName.remove(name);
        return ranked != null && ranking.remove(ranked);
    }

    NavigableSet<Ranked> ascending() {
        return ranking;
    }

    SortedSet copy() {
        SortedSet copy = new SortedSet();
        copy.byName.putAll(byName);
        copy.ranking.addAll(ranking);
        return copy;
    }

    @Override
    public String toString() {
        return ranking.stream()
                .map(ranked -> Bytes.latin(ranked.name) + "=" + Bytes.latin(Bytes.number(ranked.score)))
                .collect(Collectors.joining(", ", "sorted set [", "]"));
    }
}
