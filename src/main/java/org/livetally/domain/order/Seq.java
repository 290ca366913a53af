package org.livetally.domain.order;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A message's place in the ledger, {@code <ms>-<n>}, in the format of Redis' stream entry ids. The messages of a batch
 * share one entry: its id is the seq of the last message, and the others count down from it.
 */
public record Seq(long ms, long n) implements Comparable<Seq> {
    private static final Comparator<Seq> ORDER =
            Comparator.comparingLong(Seq::ms).thenComparingLong(Seq::n);
    private static final Pattern TEXT = Pattern.compile("\\d{1,18}-\\d{1,18}");
    /** Before all others. */
    public static final Seq START = new Seq(0, 0);
    /** After all others. */
    public static final Seq END = new Seq(Long.MAX_VALUE, Long.MAX_VALUE);

    /** @throws IllegalArgumentException if the text has another form */
    public static Seq parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("a seq is <ms>-<n>: " + text);
        }
        return new Seq(Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
    }

    /** Whether {@link #parse} accepts the text. */
    public static boolean isSeq(String text) {
        return TEXT.matcher(text).matches();
    }

    /** The seq of the message this many places earlier in the same entry. */
    public Seq minus(int places) {
        return new Seq(ms, n - places);
    }

    /** Whether this place follows the other in the ledger. */
    public boolean isAfter(Seq other) {
        return compareTo(other) > 0;
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
