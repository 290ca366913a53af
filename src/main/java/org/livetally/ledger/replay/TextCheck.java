package org.livetally.ledger.replay;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.replay.Slices.Slice;
import org.livetally.ledger.replay.Slices.Span;

/**
 * Compares texts in Redis that have a name, and change now and then, with those that follow from the ledger, partition
 * by partition: products of the catalogue, groups, explanations, the book of deals, and the items of orders. A name is {@code <kind>/<name>}.
 */
final class TextCheck implements AutoCloseable {
    private static final byte HELD = 0;
    private static final byte SAID = 1;
    private static final byte GONE = 2;

    private final Spill spill;
    private final Differences differences;

    TextCheck(Spill spill, Differences differences) {
        this.spill = spill;
        this.differences = differences;
    }

    private static final class Text {
        @Nullable
        String held;

        /** The seq up to which {@link #said} is what Redis must hold. */
        Seq until;
        /** The seq of the last moment at which its kind was read. */
        final Seq last;
        /** Null if there is none, or no more. */
        @Nullable
        String said;
        /** Whether the ledger says anything of it, possibly later. */
        boolean known;
        /** Whether it changed while its kind was read. */
        boolean changed;

        Text(Span read) {
            this.until = read.first();
            this.last = read.last();
        }

        void say(Seq seq, @Nullable String text) {
            known = true;
            if (!seq.isAfter(until)) {
                said = text;
            } else if (!seq.isAfter(last)) {
                changed = true;
            }
        }
    }

    /** Adds items of Redis. */
    void addHeld(String kind, Slice slice) {
        for (int i = 0; i < slice.size(); i++) {
            addHeld(kind + "/" + slice.name(i), slice.last(), slice.value(i));
        }
    }

    /** Adds an item of Redis, as it was when {@code seq} was the newest. */
    void addHeld(String name, Seq seq, String text) {
        add(HELD, name, seq, text);
    }

    /**
     * Adds what a text is from a place of the ledger on, after everything that Redis holds. The changes of a name are
     * added in the order of the ledger.
     *
     * @param text null if there is none any more
     */
    void addSaid(String name, Seq seq, @Nullable String text) {
        add(text == null ? GONE : SAID, name, seq, text == null ? "" : text);
    }

    private void add(byte what, String name, Seq seq, String text) {
        spill.add(name, out -> {
            out.writeByte(what);
            Spill.writeText(out, name);
            Spill.writeSeq(out, seq);
            Spill.writeText(out, text);
        });
    }

    /**
     * Compares a partition.
     *
     * @param read when each kind was read; what came or went meanwhile may be in none of its slices
     * @param isWhole whether the ledger tells everything of a kind; of another kind, only names that the ledger knows
     *     are compared
     */
    void run(int partition, Map<String, Span> read, Predicate<String> isWhole) {
        texts(partition, kind -> Objects.requireNonNull(read.get(kind))).forEach((name, text) -> {
            if (text.known || isWhole.test(Differences.kind(name))) {
                compare(name, text);
            }
        });
    }

    /** What each text of a partition is by the whole ledger; those that are gone are left out. */
    Map<String, String> said(int partition) {
        Map<String, String> said = new HashMap<>();
        texts(partition, kind -> Span.WHOLE).forEach((name, text) -> {
            if (text.said != null) {
                said.put(name, text.said);
            }
        });
        return said;
    }

    private Map<String, Text> texts(int partition, Function<String, Span> read) {
        Map<String, Text> texts = new HashMap<>();
        spill.each(partition, in -> read(in, texts, read));
        return texts;
    }

    private static void read(DataInputStream in, Map<String, Text> texts, Function<String, Span> read)
            throws IOException {
        byte what = in.readByte();
        String name = Spill.readText(in);
        Text text = texts.computeIfAbsent(name, any -> new Text(read.apply(Differences.kind(any))));
        Seq seq = Spill.readSeq(in);
        String value = Spill.readText(in);
        if (what == HELD) {
            text.held = value;
            text.until = seq;
        } else {
            text.say(seq, what == SAID ? value : null);
        }
    }

    private void compare(String name, Text text) {
        if (text.held != null) {
            differences.compare(name, Objects.requireNonNullElse(text.said, "nothing"), text.held);
        } else if (text.said != null && !text.changed) {
            differences.add(name, text.said, "nothing");
        }
    }

    @Override
    public void close() {
        spill.close();
    }
}
