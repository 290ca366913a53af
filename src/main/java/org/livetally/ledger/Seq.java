package org.livetally.ledger;

import java.util.Comparator;

/**
 * A message's place in the ledger, {@code <ms>-<n>} as Redis writes the ids of stream entries. The messages of a batch
 * share one entry: it carries the seq of the last of them, and the others count down from it.
 */
record Seq(long ms, long n) implements Comparable<Seq> {
    private static final Comparator<Seq> ORDER =
            Comparator.comparingLong(Seq::ms).thenComparingLong(Seq::n);
    static final Seq START = new Seq(0, 0);
    /** After all others. */
    static final Seq END = new Seq(Long.MAX_VALUE, Long.MAX_VALUE);

    /** @throws IllegalArgumentException if the text has another form */
    static Seq parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("a seq is <ms>-<n>: " + text);
        }
        return new Seq(Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
    }

    /** The seq of an order some places before this one in the same entry. */
    Seq minus(int places) {
        return new Seq(ms, n - places);
    }

    @Override
    public int compareTo(Seq other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return ms + "-" + n;
    }
}
