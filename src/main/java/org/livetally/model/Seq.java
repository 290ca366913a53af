package org.livetally.model;

import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    /**
     * Parses a seq from a query.
     *
     * @param field the parameter's name
     * @param value null if the client did not give it
     * @throws Problem 400 that names the field, if the text has another form
     */
    public static @Nullable Seq ofQuery(String field, @Nullable String value) {
        if (value != null && !TEXT.matcher(value).matches()) {
            throw Problem.badField(field, Rule.SEQ.reason());
        }
        return value == null ? null : parse(value);
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
