package org.livetally.ledger.replay;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.domain.tally.NumberNames;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.replay.Slices.Slice;
import org.livetally.ledger.replay.Slices.Span;

/** Compares each tally that has a name with the ledger, partition by partition. A name is {@code <kind>/<name>}. */
final class NameCheck implements AutoCloseable {
    private static final String TREND = Tallies.TREND + "/";
    /** Kinds whose names are there as soon as they moved, even if they are zero. */
    static final Set<String> RANKED = Stream.concat(
                    Stream.of(Tallies.STOCK), Arrays.stream(Dimension.values()).map(Dimension::key))
            .collect(Collectors.toUnmodifiableSet());

    private static final boolean HELD = true;
    private static final boolean MOVED = false;

    private final Spill spill;
    private final Differences differences;
    private long tallies;
    private long buyers;
    private long groupBuyers;
    private long likes;

    NameCheck(Spill spill, Differences differences) {
        this.spill = spill;
        this.differences = differences;
    }

    /** Adds items of Redis. */
    void addHeld(String kind, Slice slice) {
        for (int i = 0; i < slice.size(); i++) {
            addHeld(kind + "/" + slice.name(i), slice.last(), slice.value(i));
        }
    }

    /** Adds an item of Redis, as it was when {@code seq} was the newest. */
    void addHeld(String name, Seq seq, String value) {
        spill.add(name, out -> {
            out.writeBoolean(HELD);
            Spill.writeText(out, name);
            Spill.writeSeq(out, seq);
            Spill.writeText(out, value);
        });
    }

    /** Adds by how much a name moved according to the ledger, after everything that Redis holds. */
    void addMoved(String name, Seq seq, long sum) {
        spill.add(name, out -> {
            out.writeBoolean(MOVED);
            Spill.writeText(out, name);
            Spill.writeSeq(out, seq);
            out.writeLong(sum);
        });
    }

    /**
     * Compares a partition.
     *
     * @param read when each kind was read; what was recorded meanwhile may be in none of its slices
     * @param pairs is told each pair of group and buyer in the ledger, and when it first paid
     */
    void run(int partition, Map<String, Span> read, BiConsumer<String, Seq> pairs) {
        names(partition, kind -> Objects.requireNonNull(read.get(kind))).forEach((text, name) -> {
            String kind = Differences.kind(text);
            switch (kind) {
                case Tallies.BUYERS -> buyers += compareMember(text, name);
                case Tallies.GROUP_BUYERS -> {
                    groupBuyers += compareMember(text, name);
                    if (name.first != null) {
                        pairs.accept(text.substring(kind.length() + 1), name.first);
                    }
                }
                case Tallies.FREED -> compareFreed(text, name);
                default -> compare(text, name, RANKED.contains(kind));
            }
        });
    }

    /**
     * The tallies of a partition, by name.
     *
     * @param read when each kind was read
     */
    Map<String, NamedTally> names(int partition, Function<String, Span> read) {
        Map<String, NamedTally> names = new HashMap<>();
        spill.each(partition, in -> read(in, names, read));
        return names;
    }

    private static void read(DataInputStream in, Map<String, NamedTally> names, Function<String, Span> read)
            throws IOException {
        boolean held = in.readBoolean();
        String text = Spill.readText(in);
        Seq seq = Spill.readSeq(in);
        NamedTally name = names.computeIfAbsent(text, fresh -> new NamedTally(read.apply(Differences.kind(fresh))));
        if (held) {
            name.until = seq;
            name.held = Spill.readText(in);
        } else {
            name.move(seq, in.readLong());
        }
    }

    /** Returns 1 if the ledger has the member at all. */
    private int compareMember(String text, NamedTally name) {
        if (name.moved != (name.held != null)) {
            differences.add(text, name.moved ? "counted" : "not counted", name.moved ? "missing" : "counted");
        }
        return name.first == null ? 0 : 1;
    }

    /** A number is among the freed ones if it was given, and came back as often. */
    private void compareFreed(String text, NamedTally name) {
        boolean free = name.moved && name.sum == 0;
        if (name.held != null) {
            differences.compare(text, free ? "free, 0" : "not free", "free, " + name.held);
        } else if (free && !name.movedMeanwhile) {
            differences.add(text, "free, 0", "not free");
        }
    }

    private void compare(String text, NamedTally name, boolean ranked) {
        String held = Objects.requireNonNullElse(name.held, "0");
        if (text.startsWith(TREND) && MinuteMeasure.LIKES.isIn(text)) {
            addLikes(text, held);
            return;
        }
        if (name.sum == 0 && held.equals("0") && !(ranked && (name.moved || name.held != null))) {
            return; // a counter may be absent instead of zero; a name in a ranking may not
        }
        tallies++;
        differences.compare(text, Long.toString(name.sum), held);
        if (ranked) {
            differences.compare(text + " is ranked", name.moved, name.held != null);
        }
        requirePossible(text, name.sum);
    }

    /** Some sums cannot be, whatever Redis holds: the ledger has messages that should have been refused. */
    private void requirePossible(String text, long sum) {
        if (sum < 0 && text.startsWith(Tallies.STOCK + "/")) {
            differences.add("ledger", "no more sold than was in stock", text + " is " + sum);
        }
        if (sum > 1 && text.startsWith(Tallies.NUMBERS + "/") && NumberNames.isGiven(text)) {
            differences.add("ledger", "each number given once", text + " is given " + sum + " times");
        }
    }

    /** Adds likes, which the ledger does not have. */
    private void addLikes(String text, String held) {
        try {
            likes += Long.parseLong(held);
        } catch (NumberFormatException e) {
            differences.add(text, "a number", held);
        }
    }

    /** The number of tallies that were compared, in the partitions that were run. */
    long tallies() {
        return tallies;
    }

    /** The number of distinct buyers in the ledger. */
    long buyers() {
        return buyers;
    }

    /** The number of distinct buyers of each group in the ledger, added up. */
    long groupBuyers() {
        return groupBuyers;
    }

    /** The number of likes in the trend. */
    long likes() {
        return likes;
    }

    @Override
    public void close() {
        spill.close();
    }
}
