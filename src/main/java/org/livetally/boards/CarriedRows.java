package org.livetally.boards;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one list in a script's replies. A row is some values in turn, of which the first is its name.
 *
 * <p>Fast path: a row whose bytes are the same as in the last reply is the same object, and so is a list of such rows. A tick
 * in which 20 of 50 products were sold makes 20 objects, and who compares two boards knows the others by their identity. A name
 * moves a few places at most between two readings, so the search for its last row begins where it was. As with
 * {@link Carried}, a row must follow from its bytes alone. A new name falls back to a row made of nothing but its values.
 */
final class CarriedRows<R> {
    private static final int NOWHERE = -1;

    private final int width;
    private final Decoder<R> decoder;

    private byte[] bytes = {};
    /** Where each row begins, and where the last one ends. */
    private int[] starts = {0};

    private List<R> rows = List.of();

    /** Makes a row of its values. */
    interface Decoder<R> {
        /**
         * @param before the last row with this name, whose values are in {@code old}; null if there was none
         */
        R decode(PackedReply row, @Nullable R before, PackedReply old);
    }

    /** @param width how many values are a row */
    CarriedRows(int width, Decoder<R> decoder) {
        this.width = width;
        this.decoder = decoder;
    }

    /** The rows of the next value, a list. */
    List<R> of(PackedReply reply) {
        int count = reply.list() / width;
        int[] found = new int[count + 1];
        found[0] = reply.at();
        for (int i = 0; i < count; i++) {
            reply.skip(width);
            found[i + 1] = reply.at();
        }
        if (count != rows.size() || !isSame(reply, found[0], found[count], 0, starts[count])) {
            rows = decoded(reply, found);
            reply.moveTo(found[count]);
            keep(reply, found);
        }
        return rows;
    }

    private List<R> decoded(PackedReply reply, int[] found) {
        @SuppressWarnings("unchecked") // only rows are put into it
        R[] next = (R[]) new Object[found.length - 1];
        PackedReply old = new PackedReply(bytes, 0);
        for (int i = 0; i < next.length; i++) {
            int known = known(reply, found[i], i);
            next[i] = known != NOWHERE && isSame(reply, found[i], found[i + 1], starts[known], starts[known + 1])
                    ? rows.get(known)
                    : decoded(reply, found[i], old, known);
        }
        return List.of(next);
    }

    private R decoded(PackedReply row, int from, PackedReply old, int known) {
        row.moveTo(from);
        if (known == NOWHERE) {
            return decoder.decode(row, null, old);
        }
        old.moveTo(starts[known]);
        return decoder.decode(row, rows.get(known), old);
    }

    /** The place of the last row with the name that begins here. */
    private int known(PackedReply reply, int from, int near) {
        reply.moveTo(from);
        reply.skip();
        int length = reply.at() - from;
        for (int away = 0; away <= Math.max(near, rows.size()); away++) {
            if (isNamed(near - away, reply, from, length)) {
                return near - away;
            }
            if (isNamed(near + away, reply, from, length)) {
                return near + away;
            }
        }
        return NOWHERE;
    }

    /** A text's first byte tells its length, so bytes that begin with the name are the name. */
    private boolean isNamed(int place, PackedReply reply, int from, int length) {
        return place >= 0
                && place < rows.size()
                && starts[place] + length <= starts[place + 1]
                && isSame(reply, from, from + length, starts[place], starts[place] + length);
    }

    private boolean isSame(PackedReply reply, int from, int to, int knownFrom, int knownTo) {
        return Arrays.equals(reply.bytes(), from, to, bytes, knownFrom, knownTo);
    }

    private void keep(PackedReply reply, int[] found) {
        int first = found[0];
        bytes = Carried.copied(reply.bytes(), first, found[found.length - 1], bytes);
        for (int i = 0; i < found.length; i++) {
            found[i] -= first;
        }
        starts = found;
    }
}
