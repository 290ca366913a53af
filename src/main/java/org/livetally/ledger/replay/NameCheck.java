package org.livetally.ledger.replay;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.replay.Slices.Slice;
import org.livetally.ledger.replay.Slices.Span;

/** Compares each tally that has a name with the ledger, partition by partition. */
final class NameCheck implements AutoCloseable {
    private static final String TREND = Tallies.TREND + "/";
    private static final Set<String> RANKED =
            Arrays.stream(Dimension.values()).map(Dimension::key).collect(Collectors.toUnmodifiableSet());
    private static final boolean HELD = true;
    private static final boolean MOVED = false;

    private final Spill spill;
    private final Differences differences;
    private long tallies;
    private long buyers;
    private long likes;

    NameCheck(Spill spill, Differences differences) {
        this.spill = spill;
        this.differences = differences;
    }

    private static final class Name {
        @Nullable
        String held;

        /** The seq up to which {@link #sum} is what Redis must hold. */
        Seq until;

        long sum;
        boolean moved;
        /** Whether the name is in the ledger at all, possibly later. */
        boolean known;

        Name(Seq until) {
            this.until = until;
        }
    }

    /** Adds items of Redis, each named {@code <kind>/<name>}. */
    void addHeld(String kind, Slice slice) {
        for (int i = 0; i < slice.size(); i++) {
            String name = kind + "/" + slice.name(i);
            String value = slice.value(i);
            spill.add(name, out -> {
                out.writeBoolean(HELD);
                Spill.writeText(out, name);
                Spill.writeSeq(out, slice.last());
                Spill.writeText(out, value);
            });
        }
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
     */
    void run(int partition, Map<String, Span> read) {
        Map<String, Name> names = new HashMap<>();
        spill.each(partition, in -> read(in, names, read));
        names.forEach(this::compare);
    }

    private static void read(DataInputStream in, Map<String, Name> names, Map<String, Span> read) throws IOException {
        boolean held = in.readBoolean();
        String text = Spill.readText(in);
        Seq seq = Spill.readSeq(in);
        Name name = names.computeIfAbsent(
                text,
                fresh -> new Name(Objects.requireNonNull(read.get(Differences.kind(fresh)))
                        .first()));
        if (held) {
            name.until = seq;
            name.held = Spill.readText(in);
        } else {
            long sum = in.readLong();
            boolean counts = seq.compareTo(name.until) <= 0;
            name.sum += counts ? sum : 0;
            name.moved |= counts;
            name.known = true;
        }
    }

    private void compare(String text, Name name) {
        String kind = Differences.kind(text);
        if (kind.equals(Tallies.BUYERS)) {
            buyers += name.known ? 1 : 0;
            if (name.moved != (name.held != null)) {
                differences.add(text, name.moved ? "counted" : "not counted", name.moved ? "missing" : "counted");
            }
            return;
        }
        String held = Objects.requireNonNullElse(name.held, "0");
        if (text.startsWith(TREND) && MinuteMeasure.LIKES.isIn(text)) {
            addLikes(text, held);
            return;
        }
        boolean ranked = RANKED.contains(kind);
        if (name.sum == 0 && held.equals("0") && !(ranked && (name.moved || name.held != null))) {
            return; // a counter may be absent instead of zero; a name in a ranking may not
        }
        tallies++;
        differences.compare(text, Long.toString(name.sum), held);
        if (ranked) {
            differences.compare(text + " is ranked", name.moved, name.held != null);
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

    /** The number of likes in the trend. */
    long likes() {
        return likes;
    }

    @Override
    public void close() {
        spill.close();
    }
}
